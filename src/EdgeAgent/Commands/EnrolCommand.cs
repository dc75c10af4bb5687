using System.CommandLine;
using EdgeAgent.Detection.Teaching;

namespace EdgeAgent.Commands;

/// <summary><c>enrol</c>: teaching a head on site: examples, learning, forgetting. A running agent follows at once.</summary>
public static class EnrolCommand
{
    public static Command Create()
    {
        var site = new SiteFolder();
        var head = new HeadOption();
        var good = Pictures("--good", "Pictures of what is right, or folders of them: square crops around the head, hand, torso or container (its box's longer side grown by 30 %).");
        var bad = Pictures("--bad", "Pictures of what is wrong, or folders of them.");
        var enrol = new Command("enrol", $"Teaches a head what is right and wrong in this workshop. By itself it adds examples, added,KIND,COUNT: one person at one moment is one example.")
        {
            head, good, bad, EnrolVerbs.List(), EnrolVerbs.Remove(), EnrolVerbs.Fit(), EnrolVerbs.Forget(),
        };
        site.AddTo(enrol);
        enrol.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            var name = head.Of(parsed).Name;
            if (parsed.GetValue(good) is null or [] && parsed.GetValue(bad) is null or [])
            {
                throw new UsageException("enrol: name pictures with --good or --bad");
            }

            using var folder = site.Open(parsed);
            var examples = folder.Enrolment.Examples;
            var failed = Add(parsed, examples, name, CropMark.Good, parsed.GetValue(good)) + Add(parsed, examples, name, CropMark.Bad, parsed.GetValue(bad));
            return failed == 0 ? 0 : 1;
        }));
        return enrol;
    }

    /// <returns>How many could not be read.</returns>
    private static int Add(ParseResult parsed, Examples examples, string head, CropMark mark, string[]? paths)
    {
        var (added, failed) = (0, 0);
        foreach (var file in PictureFiles.Expand(paths ?? []))
        {
            using var picture = PictureFiles.Read(file, out var problem);
            if (picture is null)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"{file}: {problem}");
                failed++;
                continue;
            }

            var jpeg = CropPicture.Encode(picture);
            examples.Put(head, CropId.OfBrought(jpeg), mark, jpeg);
            added++;
        }

        parsed.InvocationConfiguration.Output.WriteLine($"added,{mark.ToString().ToLowerInvariant()},{added}");
        return failed;
    }

    private static Option<string[]> Pictures(string name, string description) => new(name) { Description = description, AllowMultipleArgumentsPerToken = true };
}
