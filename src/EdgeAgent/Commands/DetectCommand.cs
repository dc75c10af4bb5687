using System.CommandLine;
using EdgeAgent.Detection;
using EdgeAgent.Video;

namespace EdgeAgent.Commands;

/// <summary><c>detect</c>: what the detector sees on pictures, a line for each object.</summary>
public static class DetectCommand
{
    public static Command Create()
    {
        var folder = ModelFolderOption.Create();
        var name = new Option<string>("--model")
        {
            Description = "The detector that looks: the name of its manifest.",
            DefaultValueFactory = _ => "nanodet",
        };
        var header = new Option<bool>("--csv") { Description = "Begin with a line that names the columns." };
        var minimum = new Option<double>("--minimum")
        {
            Description = "Least confidence of what is shown, 0 to 1.",
            DefaultValueFactory = _ => 0.4,
        };
        var pictures = new Argument<string[]>("IMAGE_OR_DIR")
        {
            Description = "Pictures, or folders of pictures.",
            Arity = ArgumentArity.OneOrMore,
        };
        var detect = new Command("detect", "Objects found on pictures: file,label,confidence,x1,y1,x2,y2 in pixels.")
        {
            name, header, folder, minimum, pictures,
        };
        detect.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            var least = parsed.GetValue(minimum);
            if (least is not (>= 0 and <= 1))
            {
                throw new UsageException($"--minimum {least}: from 0 to 1");
            }

            using var detector = Open(ModelFolderOption.Locate(parsed, folder), parsed.GetRequiredValue(name));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(header))
            {
                output.WriteLine("file,label,confidence,x1,y1,x2,y2");
            }

            var exit = 0;
            foreach (var file in PictureFiles.Expand(parsed.GetRequiredValue(pictures)))
            {
                if (Report(detector, file, least, output) is { } problem)
                {
                    parsed.InvocationConfiguration.Error.WriteLine($"{file}: {problem}");
                    exit = 1;
                }
            }

            return exit;
        }));
        return detect;
    }

    private static OnnxDetector Open(ModelFolder folder, string name)
    {
        string[] detectors = [.. folder.Manifests().Where(manifest => manifest.Detector is not null).Select(manifest => manifest.Name)];
        return detectors.Contains(name)
            ? OnnxDetector.Open(folder, name, Environment.ProcessorCount)
            : throw new UsageException($"--model {name}: there are {string.Join(", ", detectors)}");
    }

    /// <returns>Why the file cannot be looked at, or null.</returns>
    private static string? Report(OnnxDetector detector, string file, double minimum, TextWriter output)
    {
        using var picture = PictureFiles.Read(file, out var problem);
        if (picture is null)
        {
            return problem;
        }

        using var frame = Frame.FromBgr(picture, DateTimeOffset.UnixEpoch);
        foreach (var thing in detector.Detect(frame).Where(thing => thing.Confidence >= minimum))
        {
            var box = thing.Box;
            output.WriteLine(
                $"{PictureFiles.Quoted(file)},{thing.Label},{thing.Confidence:0.000},{box.Left * frame.Width:0},{box.Top * frame.Height:0},{box.Right * frame.Width:0},{box.Bottom * frame.Height:0}");
        }

        return null;
    }
}
