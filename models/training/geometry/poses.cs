#:project ../../../src/EdgeAgent/EdgeAgent.csproj
#:property PublishAot=false

// The pose of each person on some pictures, as the agent finds it: a line of comma-separated values for each, read by fit.py.
using System.Globalization;
using EdgeAgent.Detection;
using EdgeAgent.Video;
using OpenCvSharp;

if (args is not [var modelFolder, .. { Length: > 0 } pictures])
{
    Console.Error.WriteLine("usage: dotnet run -c Release poses.cs -- MODELS PICTURE...");
    return 2;
}

var models = new ModelFolder(modelFolder);
using var detector = OnnxDetector.Open(models, "nanodet", threads: 1);
using var estimator = PoseEstimator.Open(models);
foreach (var file in pictures)
{
    using var picture = Cv2.ImRead(file);
    using var frame = Frame.FromBgr(picture, DateTimeOffset.UnixEpoch);
    foreach (var person in detector.Detect(frame).Where(thing => thing.Label == "person" && thing.Confidence >= 0.5))
    {
        var pose = estimator.Find(picture, person.Box);
        double[] numbers =
        [
            picture.Width, picture.Height, person.Box.Left, person.Box.Top, person.Box.Right, person.Box.Bottom,
            .. pose.Points.SelectMany(point => new[] { point.Position.X, point.Position.Y, point.Confidence }),
        ];
        Console.WriteLine(string.Join(',', numbers.Select(number => number.ToString("0.#####", CultureInfo.InvariantCulture)).Prepend(Path.GetFileName(file))));
    }
}

return 0;
