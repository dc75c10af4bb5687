using System.CommandLine;
using EdgeAgent.Detection;

namespace EdgeAgent.Commands;

/// <summary><c>judge</c>: what a head makes of pictures that are cut already, a line for each.</summary>
public static class JudgeCommand
{
    public static Command Create()
    {
        var folder = ModelFolderOption.Create();
        var name = new Option<string>("--head") { Description = "The head that judges: mask, gloves, hat.", Required = true };
        var header = new Option<bool>("--csv") { Description = "Begin with a line that names the columns." };
        var pictures = new Argument<string[]>("IMAGE_OR_DIR")
        {
            Description = "Square crops around a head, hand or torso (its box's longer side grown by 30 %), or folders of them; what is not square gets black edges.",
            Arity = ArgumentArity.OneOrMore,
        };
        var judge = new Command("judge", "What a head makes of crops: file,score,verdict (probability of violation; violation, fine or unsure).")
        {
            name, header, folder, pictures,
        };
        judge.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            using var head = Open(ModelFolderOption.Locate(parsed, folder), parsed.GetRequiredValue(name));
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

    private static OnnxHead Open(ModelFolder folder, string name)
    {
        string[] heads = [.. folder.Manifests().Where(manifest => manifest.Head is not null).Select(manifest => manifest.Name)];
        return heads.Contains(name)
            ? OnnxHead.Open(folder, name)
            : throw new UsageException($"--head {name}: there are {string.Join(", ", heads)}");
    }
}
