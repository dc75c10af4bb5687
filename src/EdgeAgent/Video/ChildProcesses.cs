using System.Collections.Concurrent;
using System.Diagnostics;

namespace EdgeAgent.Video;

/// <summary>
/// Starts child processes that end when the agent ends, however it ends. On Linux the kernel kills the child when the
/// thread that started it dies (PR_SET_PDEATHSIG, set by util-linux's setpriv), so all are started by one thread that
/// lives as long as the process; on Windows they belong to a job that is killed when its last handle closes.
/// </summary>
internal static class ChildProcesses
{
    private const string SetPriv = "/usr/bin/setpriv";

    private static readonly Lazy<BlockingCollection<Action>> Requests = new(StartThread);

    /// <exception cref="System.ComponentModel.Win32Exception">The program is not there or may not be run.</exception>
    public static Process Start(ProcessStartInfo info)
    {
        if (OperatingSystem.IsWindows())
        {
            var process = Process.Start(info)!;
            WindowsJob.Add(process);
            return process;
        }

        if (File.Exists(SetPriv))
        {
            DemandExecutable(info.FileName);
            info.ArgumentList.Insert(0, info.FileName);
            info.ArgumentList.Insert(0, "--");
            info.ArgumentList.Insert(0, "KILL");
            info.ArgumentList.Insert(0, "--pdeathsig");
            info.FileName = SetPriv;
        }

        var started = new TaskCompletionSource<Process>();
        Requests.Value.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    // setpriv itself would start well and hide that the program is missing.
    private static void DemandExecutable(string program)
    {
        var found = program.Contains('/')
            ? File.Exists(program)
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
        if (!found)
        {
            throw new System.ComponentModel.Win32Exception(2, $"{program}: not found");
        }
    }

    private static BlockingCollection<Action> StartThread()
    {
        var requests = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var request in requests.GetConsumingEnumerable())
            {
                request();
            }
        })
        {
            IsBackground = true,
            Name = "child processes",
        };
        thread.Start();
        return requests;
    }
}
