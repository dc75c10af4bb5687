namespace EdgeAgent.Video;

/// <summary>
/// Takes pictures from one ffmpeg: of a live source the newest wins and each dropped picture is counted and disposed; a
/// recording waits for its reader.
/// </summary>
internal sealed class FramePump
{
    private readonly OutputPump<Frame> pump;
    private long dropped;

    public FramePump(bool live, TimeSpan stall, TimeProvider time)
    {
        pump = new OutputPump<Frame>(live ? 1 : 4, live, stall, time) { Displaced = CountDropped, Left = frame => frame.Dispose() };
    }

    public long Dropped => Interlocked.Read(ref dropped);

    /// <param name="input">ffmpeg's whole standard input.</param>
    /// <param name="stamp">Capture time of a picture, from its number (0 first) and the stream's rate.</param>
    /// <exception cref="StreamException">ffmpeg failed, or no picture came for the stall time.</exception>
    public IAsyncEnumerable<Frame> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string input,
        Func<long, double, DateTimeOffset> stamp,
        CancellationToken cancellationToken) =>
        pump.RunAsync(program, arguments, input, output => Read(output, stamp), cancellationToken);

    private static IEnumerable<Frame> Read(Stream output, Func<long, double, DateTimeOffset> stamp)
    {
        if (Y4mReader.Open(output) is not { } pictures)
        {
            yield break;
        }

        for (var number = 0L; pictures.Read() is { } planes; number++)
        {
            yield return new Frame(planes, stamp(number, pictures.FramesPerSecond));
        }
    }

    private void CountDropped(Frame frame)
    {
        Interlocked.Increment(ref dropped);
        frame.Dispose();
    }
}
