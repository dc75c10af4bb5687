using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace EdgeAgent.Video;

/// <summary>How much a pipe between two processes holds.</summary>
internal static partial class PipeCapacity
{
    // F_SETPIPE_SZ of fcntl(2), and the most that an unprivileged process may ask for by default.
    private const int SetPipeSize = 1031;
    private const int Most = 1 << 20;

    /// <summary>
    /// Makes room for a whole picture, so that its writer never waits and its reader wakes once for it, not for each 64 kB.
    /// Where the system refuses, or is not Linux, the pipe stays as it is.
    /// </summary>
    public static void Widen(PipeStream pipe)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Control(pipe.SafePipeHandle, SetPipeSize, Most);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafeHandle pipe, int command, int value);
}
