using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Text;

namespace EdgeAgent.Video;

/// <summary>One run of ffmpeg whose standard output carries pictures. Disposing it kills it.</summary>
internal sealed class FfmpegProcess : IDisposable
{
    private const int LinesKept = 5;

    // What is larger is read straight to where it belongs; only the headers between are read ahead.
    private const int ReadAhead = 4096;

    private readonly Process process;
    private readonly Thread errorReader;
    private readonly Thread? feeder;
    private Exception? feedingFailure;
    private readonly Queue<string> lastLines = new();
    private readonly Lock reading = new();

    /// <param name="arguments">Passed on as they are, never through a shell.</param>
    /// <param name="input">Its whole standard input, short enough to fit into the pipe.</param>
    /// <exception cref="StreamException">ffmpeg is not installed.</exception>
    public FfmpegProcess(string program, IEnumerable<string> arguments, string input)
        : this(program, arguments)
    {
        Feed(standardInput => standardInput.Write(Encoding.UTF8.GetBytes(input)));
    }

    /// <param name="arguments">Passed on as they are, never through a shell.</param>
    /// <param name="feed">Writes its standard input, on a thread of its own: what does not fit into the pipe is taken only while somebody reads the output.</param>
    /// <exception cref="StreamException">ffmpeg is not installed.</exception>
    public FfmpegProcess(string program, IEnumerable<string> arguments, Action<FfmpegInput> feed)
        : this(program, arguments)
    {
        feeder = new Thread(() => Feed(feed)) { IsBackground = true, Name = "ffmpeg input" };
        feeder.Start();
    }

    private FfmpegProcess(string program, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        try
        {
            process = ChildProcesses.Start(info);
        }
        catch (Win32Exception error)
        {
            throw new StreamException(StreamFailure.NotInstalled, $"{program} cannot be started ({error.Message}); install ffmpeg or set video.ffmpeg");
        }

        if (process.StandardOutput.BaseStream is PipeStream pipe)
        {
            PipeCapacity.Widen(pipe);
        }

        Output = new BufferedStream(process.StandardOutput.BaseStream, ReadAhead);

        // Reading a pipe blocks a thread in .NET on Linux; threads of its own keep the pool free.
        errorReader = new Thread(ReadErrors) { IsBackground = true, Name = "ffmpeg errors" };
        errorReader.Start();
    }

    public Stream Output { get; }

    public void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Why it ended, from what it said. Waits for its end; call it after its output has ended.</summary>
    public StreamException Failure()
    {
        process.WaitForExit();
        errorReader.Join();
        feeder?.Join();
        if (feedingFailure is { } failure)
        {
            return new StreamException(StreamFailure.Garbage, failure.Message);
        }

        lock (reading)
        {
            // What it complained of on the way does not count: a broken picture is no reason for an end hours later.
            if (process.ExitCode == 0)
            {
                return new StreamException(StreamFailure.Ended, "the stream ended");
            }

            var (reason, words) = FfmpegErrors.Read(lastLines);
            return new StreamException(reason, words.Length > 0 ? words : $"ffmpeg ended with {process.ExitCode}");
        }
    }

    public void Dispose()
    {
        Kill();
        process.WaitForExit();
        errorReader.Join();
        feeder?.Join();

        // A process leaves streams that somebody has used to him, which would be the garbage collector some day.
        process.StandardOutput.Dispose();
        process.StandardError.Dispose();
        process.Dispose();
    }

    private void Feed(Action<FfmpegInput> feed)
    {
        try
        {
            feed(new FfmpegInput(process.StandardInput.BaseStream));
        }
        catch (InputClosedException)
        {
            // Its last words tell why.
        }
        catch (Exception error)
        {
            // On a thread of its own it would end the process without a word.
            feedingFailure = error;
        }

        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already.
        }
    }

    private void ReadErrors()
    {
        while (process.StandardError.ReadLine() is { } line)
        {
            lock (reading)
            {
                lastLines.Enqueue(FfmpegErrors.Redact(line));
                if (lastLines.Count > LinesKept)
                {
                    lastLines.Dequeue();
                }
            }
        }
    }
}
