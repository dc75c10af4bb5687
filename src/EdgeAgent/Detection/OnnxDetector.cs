using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>An object detector on ONNX Runtime. All cameras share it; they take turns at the one session.</summary>
public sealed class OnnxDetector : IDetector, IDisposable
{
    private readonly Lock turn = new();
    private readonly DetectorForm form;
    private readonly OnnxSession session;
    private readonly PictureInput picture;
    private readonly ObjectDecoder decoder;
    private readonly IReadOnlyList<string> labels;
    private long unreadable;
    private bool isDisposed;

    private OnnxDetector(DetectorForm form, OnnxSession session, PictureInput picture, ObjectDecoder decoder)
    {
        this.form = form;
        this.session = session;
        this.picture = picture;
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
            return new OnnxDetector(form, OnnxSession.Open(folder, manifest, threads, session => Try(session, picture, decoder)), picture, decoder);
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    public IReadOnlyList<DetectedObject> Detect(Frame frame)
    {
        var bgr = frame.Bgr();
        ObjectCollector found;
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            found = new ObjectCollector(labels, form.MinimumConfidence, picture.Fill(bgr, session.Input));
            session.Run();
            decoder.Decode(session, found);
        }

        Interlocked.Add(ref unreadable, found.Unreadable);
        return OverlapFilter.StrongestOfEach(found.Objects, form.MaximumOverlap);
    }

    /// <summary>Waits for the inference that runs: a stop that takes too long ends the detector before the cameras.</summary>
    public void Dispose()
    {
        lock (turn)
        {
            isDisposed = true;
            session.Dispose();
            picture.Dispose();
        }
    }

    private static void Try(OnnxSession session, PictureInput picture, ObjectDecoder decoder)
    {
        using var grey = new Mat(360, 640, MatType.CV_8UC3, Scalar.Gray);
        picture.Fill(grey, session.Input);
        session.Run();
        decoder.DemandFit(session);
    }
}
