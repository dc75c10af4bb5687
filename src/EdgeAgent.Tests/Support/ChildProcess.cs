using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeAgent.Tests.Support;

/// <summary>A program started by a test, with its two outputs kept line by line. It is ended by its own process id.</summary>
public sealed class ChildProcess : IDisposable
{
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    private readonly Process process;
    private readonly Lock gate = new();
    private readonly List<string> output = [];
    private readonly List<string> errors = [];

    private ChildProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Lines of standard output so far.</summary>
    public IReadOnlyList<string> Output => Copy(output);

    /// <summary>Lines of standard error so far.</summary>
    public IReadOnlyList<string> Errors => Copy(errors);

    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(new Process { StartInfo = start });
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>The ended process: its exit code and all of its output.</returns>
    public static async Task<ChildProcess> RunAsync(string program, params string[] arguments)
    {
        var child = Start(program, arguments);
        child.process.StandardInput.Close();
        await child.ExitAsync();
        return child;
    }

    public void WriteLine(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
    }

    /// <summary>Nothing more will be typed.</summary>
    public void CloseInput() => process.StandardInput.Close();

    /// <summary>Waits for the end of the process and of its outputs.</summary>
    /// <returns>The exit code; 128 + the signal's number after a signal.</returns>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>SIGTERM: asks for an orderly end.</summary>
    public void AskToStop() => _ = SendSignal(process.Id, Terminate);

    /// <summary>SIGSTOP: it does nothing until <see cref="Thaw"/>.</summary>
    public void Freeze() => _ = SendSignal(process.Id, Stop);

    public void Thaw() => _ = SendSignal(process.Id, Continue);

    /// <summary>SIGKILL to this process alone, as in a crash: its children are left to their own devices.</summary>
    public void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    public string Transcript() => string.Join('\n', [.. Output, "-- standard error:", .. Errors]);

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private void Keep(List<string> lines, string? line)
    {
        if (line is not null)
        {
            lock (gate)
            {
                lines.Add(line);
            }
        }
    }

    private List<string> Copy(List<string> lines)
    {
        lock (gate)
        {
            return [.. lines];
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int processId, int signal);
}
