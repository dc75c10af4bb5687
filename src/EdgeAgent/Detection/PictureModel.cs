using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>A model that is given one picture at a time. Its callers take turns at the one session.</summary>
/// <param name="picture">As the session's model wants pictures; owned from now on, like the session.</param>
internal sealed class PictureModel(OnnxSession session, PictureInput picture) : IDisposable
{
    private readonly Lock turn = new();
    private bool isDisposed;

    /// <summary>Opens a model of which one inference uses one thread.</summary>
    /// <param name="demandFit">Throws an <see cref="InvalidDataException"/> where the model's outputs are not what its caller reads.</param>
    /// <exception cref="ModelUnusableException">The model is missing, is not the manifest's, or does not fit.</exception>
    public static PictureModel Open(ModelFolder folder, ModelManifest manifest, Action<OnnxSession> demandFit) =>
        new(OnnxSession.Open(folder, manifest, threads: 1, demandFit), new PictureInput(manifest.Input));

    /// <param name="bgr">8-bit BGR picture of any size.</param>
    /// <param name="read">Takes what it needs of the outputs; called with the part of the input that the picture takes up, in pixels.</param>
    /// <exception cref="ObjectDisposedException">The model is closed.</exception>
    public T Run<T>(Mat bgr, Func<OnnxSession, Rect, T> read)
    {
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            var place = picture.Fill(bgr, session.Input);
            session.Run();
            return read(session, place);
        }
    }

    /// <summary>Waits for the inference that runs.</summary>
    public void Dispose()
    {
        lock (turn)
        {
            isDisposed = true;
            session.Dispose();
            picture.Dispose();
        }
    }
}
