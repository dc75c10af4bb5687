using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace EdgeAgent.Storage;

/// <summary>What can be known of the box's clock without any other clock.</summary>
internal static partial class SystemClock
{
    private const int YearsOfUse = 20;
    private const int StatusUnsynchronised = 0x40;
    private const int StateError = 5;

    /// <summary>The month in which this version was built: a clock that shows an earlier one was never set.</summary>
    public static DateTimeOffset BuiltIn { get; } = DateTimeOffset.ParseExact(
        typeof(SystemClock).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == nameof(BuiltIn)).Value!,
        "yyyy-MM",
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal);

    /// <summary>False before this version was built, and so long after it that nobody uses it any more.</summary>
    public static bool IsPlausible(DateTimeOffset now) => now >= BuiltIn && now <= BuiltIn.AddYears(YearsOfUse);

    /// <summary>Asks Linux whether its clock follows a time server. A clock that was set by hand does not, until the server's next word.</summary>
    /// <returns>Null where the system does not say: Windows, or a container without the call.</returns>
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
