#:project ../../../src/EdgeAgent/EdgeAgent.csproj
#:property PublishAot=false

using System.Globalization;
using EdgeAgent.Detection;
using EdgeAgent.Video;
using OpenCvSharp;

if (args is not [var modelFolder, .. var pictures])
{
    Console.Error.WriteLine("usage: poses.cs MODELS PICTURE...");
    return 2;
}

var models = new ModelFolder(modelFolder);
using var detector = OnnxDetector.Open(models, "nanodet", threads: 1);
using var estimator = PoseEstimator.Open(models);
foreach (var file in pictures)
{
    using var picture = Cv2.ImRead(file);
    using var frame = Frame.FromBgr(picture, DateTimeOffset.UnixEpoch);
    foreach (var person in detector.Detect(frame).Where(thing => thing.Label == "person" && thing.Confidence > 0.3))
    {
        var pose = estimator.Find(picture, person.Box);
        var numbers = new[] { picture.Width, picture.Height, person.Confidence, person.Box.Left, person.Box.Top, person.Box.Right, person.Box.Bottom }
            .Concat(pose.Points.SelectMany(point => new[] { point.Position.X, point.Position.Y, point.Confidence }));
        Console.WriteLine(string.Join(',', numbers.Select(n => n.ToString("0.#####", CultureInfo.InvariantCulture)).Prepend(Path.GetFileName(file))));
    }
}

return 0;
