namespace EdgeAgent.Video;

/// <summary>One run of ffmpeg or ffprobe to its end, for what is asked once and not watched.</summary>
/// <param name="Output">What it wrote to standard output, also where it was ended before it was done.</param>
/// <param name="Failure">Why it did not end well, or null.</param>
internal sealed record FfmpegRun(byte[] Output, StreamException? Failure)
{
    /// <param name="arguments">Passed on as they are, never through a shell.</param>
    /// <param name="input">Its whole standard input, short enough to fit into a pipe.</param>
    /// <param name="limit">It is killed after this long.</param>
    /// <exception cref="StreamException">The program is not installed.</exception>
    public static Task<FfmpegRun> ToEndAsync(
        string program, IEnumerable<string> arguments, string input, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken) =>
        ToEndAsync(new FfmpegProcess(program, arguments, input), limit, time, cancellationToken);

    /// <param name="arguments">Passed on as they are, never through a shell.</param>
    /// <param name="feed">Writes its standard input.</param>
    /// <param name="limit">It is killed after this long.</param>
    /// <exception cref="StreamException">The program is not installed.</exception>
    public static Task<FfmpegRun> ToEndAsync(
        string program, IEnumerable<string> arguments, Action<FfmpegInput> feed, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken) =>
        ToEndAsync(new FfmpegProcess(program, arguments, feed), limit, time, cancellationToken);

    private static async Task<FfmpegRun> ToEndAsync(FfmpegProcess started, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var process = started;
        using var late = new CancellationTokenSource(limit, time);
        using var onCancel = cancellationToken.Register(process.Kill);
        using var onLimit = late.Token.Register(process.Kill);
        var (output, failure) = await Task.Factory.StartNew(
            () => (ReadAll(process.Output), process.Failure()), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        return new FfmpegRun(output, failure switch
        {
            _ when late.IsCancellationRequested => new StreamException(StreamFailure.Stalled, $"not done within {limit.TotalSeconds:0} s"),
            { Reason: StreamFailure.Ended } => null,
            _ => failure,
        });
    }

    private static byte[] ReadAll(Stream output)
    {
        using var content = new MemoryStream();
        output.CopyTo(content);
        return content.ToArray();
    }
}
