using System.Runtime.InteropServices;

namespace EdgeAgent.Detection;

/// <summary>The C library's heap, from which ONNX Runtime takes its memory.</summary>
internal static partial class NativeHeap
{
    /// <summary>
    /// Gives what was freed back to the system. glibc keeps it by itself, and loading a model leaves more than the
    /// model's own size behind. Elsewhere there is nothing to do.
    /// </summary>
    public static void GiveBackFreed()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc: it has no such call and does not keep as much.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
