using EdgeAgent.Video;

namespace EdgeAgent.Detection;

/// <summary>An object detector on ONNX Runtime. All cameras share it; they take turns at the one session.</summary>
public sealed class OnnxDetector : IDetector, IDisposable
{
    private readonly Lock turn = new();
    private readonly DetectorForm form;
    private readonly OnnxSession session;
    private readonly PictureInput picture;
    private readonly NanoDetDecoder decoder;
    private readonly int inputWidth;
    private bool isDisposed;

    private OnnxDetector(ModelManifest manifest, DetectorForm form, OnnxSession session)
    {
        this.form = form;
        this.session = session;
        picture = new PictureInput(manifest.Input);
        inputWidth = manifest.Input.Width;
        decoder = new NanoDetDecoder([.. form.Classes.Select(name => form.Labels.GetValueOrDefault(name, name))], form.MinimumConfidence);
    }

    /// <param name="name">Name of the detector's manifest, without .json.</param>
    /// <param name="threads">Threads that one inference may use.</param>
    /// <exception cref="ModelUnusableException">The model is missing, is not the manifest's, or is no detector of a known form.</exception>
    public static OnnxDetector Open(ModelFolder folder, string name, int threads)
    {
        var manifest = folder.Manifest(name);
        if (manifest.Detector is not { } form || !manifest.Input.HasPlanes)
        {
            throw new ModelUnusableException($"{name}: is no object detector that takes planes of colour; set detection.detector to one");
        }

        return new OnnxDetector(manifest, form, OnnxSession.Open(folder, manifest, threads, session => DemandFit(manifest, form, session)));
    }

    public IReadOnlyList<DetectedObject> Detect(Frame frame)
    {
        var bgr = frame.Bgr();
        var found = new List<DetectedObject>();
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            var size = picture.Fill(bgr, session.Input);
            session.Run();
            foreach (var grid in form.Grids)
            {
                decoder.Decode(
                    session.Output(grid.Scores), session.Output(grid.Distances), Places(inputWidth, grid.Stride), grid.Stride, size.Width, size.Height, found);
            }
        }

        return OverlapFilter.StrongestOfEach(found, form.MaximumOverlap);
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

    private static void DemandFit(ModelManifest manifest, DetectorForm form, OnnxSession session)
    {
        foreach (var grid in form.Grids)
        {
            var places = Places(manifest.Input.Height, grid.Stride) * Places(manifest.Input.Width, grid.Stride);
            if (session.OutputShape(grid.Scores) is not [1, var scored, var classes] || scored != places || classes != form.Classes.Count)
            {
                throw new InvalidDataException($"output {grid.Scores} is not 1 x {places} x {form.Classes.Count}");
            }

            if (session.OutputShape(grid.Distances) is not [1, var measured, var bins] || measured != places || bins % 4 != 0)
            {
                throw new InvalidDataException($"output {grid.Distances} is not 1 x {places} x a multiple of 4");
            }
        }
    }

    private static int Places(int pixels, int stride) => (pixels + stride - 1) / stride;
}
