using System.CommandLine;
using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;

namespace EdgeAgent.Commands;

/// <summary><c>judge</c>: what a head makes of pictures that are cut already, a line for each.</summary>
public static class JudgeCommand
{
    public static Command Create()
    {
        var site = new SiteFolder("without it and --data only shipped heads judge");
        var name = new Option<string>("--head") { Description = "The head that judges: mask, gloves, hat; with --config or --data also what was taught on site, such as workwear, which takes the place of the shipped head.", Required = true };
        var header = new Option<bool>("--csv") { Description = "Begin with a line that names the columns." };
        var pictures = new Argument<string[]>("IMAGE_OR_DIR")
        {
            Description = "Square crops around a head, hand or torso (its box's longer side grown by 30 %), or folders of them; what is not square gets black edges.",
            Arity = ArgumentArity.OneOrMore,
        };
        var judge = new Command("judge", "What a head makes of crops: file,score,verdict (probability of violation; violation, fine or unsure).")
        {
            name, header, pictures,
        };
        site.AddTo(judge);
        judge.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            using var opened = site.IsNamed(parsed) ? site.Open(parsed) : null;
            var wanted = parsed.GetRequiredValue(name);
            var taught = opened?.Enrolment.Heads.Find(wanted);
            using var shipped = taught is null ? OpenShipped(opened?.Models ?? site.Models(parsed), wanted, opened?.Enrolment.Heads) : null;
            var head = (Head?)taught ?? shipped!;
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(header))
            {
                output.WriteLine("file,score,verdict");
            }

            var exit = 0;
            foreach (var file in PictureFiles.Expand(parsed.GetRequiredValue(pictures)))
            {
                using var picture = PictureFiles.Read(file, out var problem);
                if (picture is null)
                {
                    parsed.InvocationConfiguration.Error.WriteLine($"{file}: {problem}");
                    exit = 1;
                    continue;
                }

                using var crop = Crop.Padded(picture);
                var answer = head.Judge(crop);
                output.WriteLine($"{PictureFiles.Quoted(file)},{answer.Score:0.0000},{answer.Verdict.ToString().ToLowerInvariant()}");
            }

            return exit;
        }));
        return judge;
    }

    private static OnnxHead OpenShipped(ModelFolder folder, string name, TaughtHeads? taught)
    {
        if (taught?.Problem(name) is { } problem)
        {
            throw new ModelUnusableException(problem);
        }

        string[] shipped = [.. folder.Manifests().Where(manifest => manifest.Head is not null).Select(manifest => manifest.Name)];
        return shipped.Contains(name) ? OnnxHead.Open(folder, name)
            : TeachableHead.Find(name) is null ? throw new UsageException($"--head {name}: there are {string.Join(", ", shipped.Union(TeachableHead.All.Select(head => head.Name)))}")
            : taught is null ? throw new UsageException($"--head {name}: is taught on site; say where: --config FILE or --data FOLDER")
            : throw new ModelUnusableException($"{name} is not taught yet: mark crops on the page, or: EdgeAgent enrol --head {name} --good FOLDER --bad FOLDER, then: EdgeAgent enrol fit --head {name}");
    }
}
