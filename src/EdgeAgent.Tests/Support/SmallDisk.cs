using System.Diagnostics;

namespace EdgeAgent.Tests.Support;

/// <summary>A real file system of a few megabytes in memory; needs the right to mount.</summary>
public static class SmallDisk
{
    /// <returns>Its folder. The test is skipped where mounting is not allowed.</returns>
    public static string Mount(long bytes)
    {
        var folder = Directory.CreateTempSubdirectory("edgeagent-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "none", folder) != 0)
        {
            Directory.Delete(folder);
            Assert.Ignore("needs the right to mount a small file system");
        }

        return folder;
    }

    /// <summary>As a worn-out disk turns read-only, or is itself again; nothing may be open on it for writing.</summary>
    public static void SetReadOnly(string folder, bool isReadOnly) =>
        Assert.That(Run("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", folder), Is.Zero);

    /// <summary>Takes or gives back every right to change the file, root's too. The test is skipped where the file system knows no such thing.</summary>
    public static void SetImmutable(string file, bool isImmutable)
    {
        if (Run("chattr", isImmutable ? "+i" : "-i", file) != 0)
        {
            Assert.Ignore("needs a file system with chattr +i");
        }
    }

    public static void Unmount(string folder)
    {
        _ = Run("umount", "--lazy", folder);
        Directory.Delete(folder);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
