using System.Runtime.CompilerServices;
using System.Threading.Channels;
using OpenCvSharp;

namespace EdgeAgent.Video;

/// <summary>
/// Takes pictures from one ffmpeg on a thread of its own and hands them over through a channel: of a live source the
/// newest wins and each dropped picture is counted and disposed; a recording waits for its reader.
/// </summary>
internal sealed class FramePump(bool live, TimeSpan stall, TimeProvider time)
{
    private long dropped;

    public long Dropped => Interlocked.Read(ref dropped);

    /// <param name="input">ffmpeg's whole standard input.</param>
    /// <param name="stamp">Capture time of a picture, from its number (0 first) and the stream's rate.</param>
    /// <exception cref="StreamException">ffmpeg failed, or no picture came for the stall time.</exception>
    public async IAsyncEnumerable<Frame> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string input,
        Func<long, double, DateTimeOffset> stamp,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ffmpeg = new FfmpegProcess(program, arguments, input);
        var channel = Channel.CreateBounded<Frame>(
            new BoundedChannelOptions(live ? 1 : 4)
            {
                FullMode = live ? BoundedChannelFullMode.DropOldest : BoundedChannelFullMode.Wait,
                SingleReader = true,
                SingleWriter = true,
            },
            CountDropped);
        var reader = new Thread(() => Read(ffmpeg, channel.Writer, stamp)) { IsBackground = true, Name = "ffmpeg pictures" };
        reader.Start();
        try
        {
            while (await NextAsync(channel.Reader, cancellationToken))
            {
                while (channel.Reader.TryRead(out var frame))
                {
                    yield return frame;
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
                left.Dispose();
            }
        }
    }

    private async ValueTask<bool> NextAsync(ChannelReader<Frame> reader, CancellationToken cancellationToken)
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

    private void Read(FfmpegProcess ffmpeg, ChannelWriter<Frame> writer, Func<long, double, DateTimeOffset> stamp)
    {
        try
        {
            if (Y4mReader.Open(ffmpeg.Output) is { } pictures)
            {
                for (var number = 0L; pictures.Read() is { } planes; number++)
                {
                    if (!Write(writer, new Frame(planes, stamp(number, pictures.FramesPerSecond))))
                    {
                        return;
                    }
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

    private static bool Write(ChannelWriter<Frame> writer, Frame frame)
    {
        while (!writer.TryWrite(frame))
        {
            if (!writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
            {
                frame.Dispose();
                return false;
            }
        }

        return true;
    }

    private void CountDropped(Frame frame)
    {
        Interlocked.Increment(ref dropped);
        frame.Dispose();
    }
}
