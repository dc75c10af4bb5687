using System.Runtime.InteropServices;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Asks Linux whether its clock follows a time server.</summary>
internal static partial class SystemClock
{
    private const int StatusUnsynchronised = 0x40;
    private const int StateError = 5;

    /// <summary>Null where the system does not say: Windows, or a container without the call.</summary>
    public static bool? IsSynchronised()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            return null;
        }

        var times = default(Timex);
        var state = AdjustTime(ref times);
        return state < 0 ? null : state != StateError && (times.Status & StatusUnsynchronised) == 0;
    }

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static partial int AdjustTime(ref Timex times);

    /// <summary>struct timex of adjtimex(2) on 64-bit Linux. Modes of 0 change nothing.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 208)]
    private struct Timex
    {
        [FieldOffset(0)]
        public uint Modes;

        [FieldOffset(40)]
        public int Status;
    }
}
