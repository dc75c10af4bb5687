using System.CommandLine;
using EdgeAgent.Detection;
using EdgeAgent.Video;

namespace EdgeAgent.Commands;

/// <summary><c>detect</c>: what the detector sees on pictures, a line for each object.</summary>
public static class DetectCommand
{
    private const string Detector = "nanodet";

    public static Command Create()
    {
        var folder = ModelFolderOption.Create();
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
        var detect = new Command("detect", "Objects found on pictures: file,label,confidence,x1,y1,x2,y2 in pixels.") { header, folder, minimum, pictures };
        detect.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            using var detector = OnnxDetector.Open(ModelFolderOption.Locate(parsed, folder), Detector, Environment.ProcessorCount);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(header))
            {
                output.WriteLine("file,label,confidence,x1,y1,x2,y2");
            }

            var exit = 0;
            foreach (var file in PictureFiles.Expand(parsed.GetRequiredValue(pictures)))
            {
                if (Report(detector, file, parsed.GetValue(minimum), output) is { } problem)
                {
                    parsed.InvocationConfiguration.Error.WriteLine($"{file}: {problem}");
                    exit = 1;
                }
            }

            return exit;
        }));
        return detect;
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
