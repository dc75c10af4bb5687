using System.Runtime.CompilerServices;
using System.Threading.Channels;
using OpenCvSharp;

namespace EdgeAgent.Video;

/// <summary>
/// Reads one ffmpeg's output on a thread of its own, since reading a pipe blocks, and hands over what it makes of it. Where
/// the reader lags, either the newest wins and displaces what is older, or the output waits.
/// </summary>
/// <param name="most">How many lie ready at most.</param>
/// <param name="newestWins">False: the output waits.</param>
/// <param name="stall">How long nothing may come.</param>
internal sealed class OutputPump<T>(int most, bool newestWins, TimeSpan stall, TimeProvider time)
{
    /// <summary>Called with each item that a newer one displaces.</summary>
    public Action<T> Displaced { get; init; } = _ => { };

    /// <summary>Called with each item that was not handed over because the reading ended.</summary>
    public Action<T> Left { get; init; } = _ => { };

    /// <param name="input">ffmpeg's whole standard input.</param>
    /// <param name="parse">Runs on the pump's thread; ends where the output ends.</param>
    /// <exception cref="StreamException">ffmpeg failed, or nothing came for the stall time.</exception>
    public IAsyncEnumerable<T> RunAsync(
        string program, IReadOnlyList<string> arguments, string input, Func<Stream, IEnumerable<T>> parse, CancellationToken cancellationToken) =>
        RunAsync(() => new FfmpegProcess(program, arguments, input), parse, cancellationToken);

    /// <param name="feed">Writes ffmpeg's standard input, on a thread of its own; it is waited for.</param>
    /// <param name="parse">Runs on the pump's thread; ends where the output ends.</param>
    /// <exception cref="StreamException">ffmpeg failed, or nothing came for the stall time.</exception>
    public IAsyncEnumerable<T> RunAsync(
        string program, IReadOnlyList<string> arguments, Action<FfmpegInput> feed, Func<Stream, IEnumerable<T>> parse, CancellationToken cancellationToken) =>
        RunAsync(() => new FfmpegProcess(program, arguments, feed), parse, cancellationToken);

    private async IAsyncEnumerable<T> RunAsync(
        Func<FfmpegProcess> start, Func<Stream, IEnumerable<T>> parse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ffmpeg = start();
        var channel = Channel.CreateBounded(
            new BoundedChannelOptions(most)
            {
                FullMode = newestWins ? BoundedChannelFullMode.DropOldest : BoundedChannelFullMode.Wait,
                SingleReader = true,
                SingleWriter = true,
            },
            Displaced);
        var reader = new Thread(() => Read(ffmpeg, channel.Writer, parse)) { IsBackground = true, Name = "ffmpeg output" };
        reader.Start();
        try
        {
            while (await NextAsync(channel.Reader, cancellationToken))
            {
                while (channel.Reader.TryRead(out var item))
                {
                    yield return item;
                }
            }
        }
        finally
        {
            ffmpeg.Kill();
            channel.Writer.TryComplete();
            reader.Join();
            while (channel.Reader.TryRead(out var left))
            {
                Left(left);
            }
        }
    }

    private async ValueTask<bool> NextAsync(ChannelReader<T> reader, CancellationToken cancellationToken)
    {
        var next = reader.WaitToReadAsync(cancellationToken);
        if (next.IsCompleted)
        {
            return await next;
        }

        try
        {
            return await next.AsTask().WaitAsync(stall, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            throw new StreamException(StreamFailure.Stalled, $"no picture for {stall.TotalSeconds:0} s");
        }
    }

    private void Read(FfmpegProcess ffmpeg, ChannelWriter<T> writer, Func<Stream, IEnumerable<T>> parse)
    {
        try
        {
            foreach (var item in parse(ffmpeg.Output))
            {
                if (!Write(writer, item))
                {
                    return;
                }
            }

            writer.TryComplete(ffmpeg.Failure());
        }
        catch (Exception error) when (error is InvalidDataException or IOException or OpenCVException)
        {
            writer.TryComplete(new StreamException(StreamFailure.Garbage, error.Message));
        }
        catch (Exception error)
        {
            // On a thread of its own it would end the process without a word; the reader ends it with one.
            writer.TryComplete(error);
        }
    }

    private bool Write(ChannelWriter<T> writer, T item)
    {
        while (!writer.TryWrite(item))
        {
            if (!writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
            {
                Left(item);
                return false;
            }
        }

        return true;
    }
}
