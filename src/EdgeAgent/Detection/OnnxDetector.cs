using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>An object detector on ONNX Runtime. All cameras share it; they take turns.</summary>
public sealed class OnnxDetector : IDetector, IDisposable
{
    private readonly DetectorForm form;
    private readonly PictureModel model;
    private readonly ObjectDecoder decoder;
    private readonly IReadOnlyList<string> labels;
    private long unreadable;

    private OnnxDetector(DetectorForm form, PictureModel model, ObjectDecoder decoder)
    {
        this.form = form;
        this.model = model;
        this.decoder = decoder;
        labels = form.Reported;
    }

    /// <summary>What it may report.</summary>
    public IReadOnlyCollection<string> Labels => labels.ToHashSet();

    /// <summary>How many boxes were left out because a number of theirs was NaN or infinite.</summary>
    public long Unreadable => Interlocked.Read(ref unreadable);

    /// <summary>Loads the model and tries it on a grey picture.</summary>
    /// <param name="name">Name of the detector's manifest, without .json.</param>
    /// <param name="threads">Threads that one inference may use.</param>
    /// <exception cref="ModelUnusableException">The model is missing, is not the manifest's, or is no detector of a known form.</exception>
    public static OnnxDetector Open(ModelFolder folder, string name, int threads)
    {
        var manifest = folder.Manifest(name);
        if (manifest.Detector is not { } form)
        {
            throw new ModelUnusableException($"{name}: is no object detector (kind objects); set detection.detector to one");
        }

        var decoder = ObjectDecoder.Of(manifest, form);
        var picture = new PictureInput(manifest.Input);
        try
        {
            var session = OnnxSession.Open(folder, manifest, threads, session => Try(session, picture, decoder));
            return new OnnxDetector(form, new PictureModel(session, picture), decoder);
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    public IReadOnlyList<DetectedObject> Detect(Frame frame)
    {
        var found = model.Run(frame.Bgr(), (session, place) =>
        {
            var objects = new ObjectCollector(labels, form.MinimumConfidence, place);
            decoder.Decode(session, objects);
            return objects;
        });
        Interlocked.Add(ref unreadable, found.Unreadable);
        return OverlapFilter.StrongestOfEach(found.Objects, form.MaximumOverlap);
    }

    /// <summary>Waits for the inference that runs: a stop that takes too long ends the detector before the cameras.</summary>
    public void Dispose() => model.Dispose();

    private static void Try(OnnxSession session, PictureInput picture, ObjectDecoder decoder)
    {
        using var grey = new Mat(360, 640, MatType.CV_8UC3, Scalar.Gray);
        picture.Fill(grey, session.Input);
        session.Run();
        decoder.DemandFit(session);
    }
}
