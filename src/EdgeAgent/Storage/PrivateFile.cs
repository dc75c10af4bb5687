using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using Microsoft.Win32.SafeHandles;

namespace EdgeAgent.Storage;

/// <summary>Files that nobody but their owner can read, from their first byte on.</summary>
internal static partial class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = ~(OwnerOnly | UnixFileMode.UserExecute);

    /// <summary>Makes the file anew. Whoever sets up as root makes it for the agent: it gets the owner of what it stands for.</summary>
    /// <param name="ownedAs">File or folder whose owner the new file gets, as far as the system lets us.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static FileStream Create(string path, string ownedAs)
    {
        // A file left over from a crash would keep the rights it has.
        File.Delete(path);
        if (OperatingSystem.IsWindows())
        {
            return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Modify, FileShare.None, 4096, FileOptions.None, WindowsRights());
        }

        var file = Open(path, FileMode.CreateNew);
        if (OperatingSystem.IsLinux() && OwnerOf(ownedAs) is { } owner)
        {
            _ = ChangeOwner(file.SafeFileHandle, owner.User, owner.Group);
        }

        return file;
    }

    /// <summary>Opens for this process alone; made with owner-only rights where it is not there.</summary>
    public static FileStream Own(string path) => Open(path, FileMode.OpenOrCreate);

    /// <summary>Whether the rights let others than the owner at the file. On Windows the entries are encrypted instead.</summary>
    public static bool IsOpenToOthers(SafeFileHandle file) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0;

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    [SupportedOSPlatform("windows")]
    private static FileSecurity WindowsRights()
    {
        var rights = new FileSecurity();
        rights.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        foreach (var who in new[] { WellKnownSidType.LocalSystemSid, WellKnownSidType.BuiltinAdministratorsSid })
        {
            rights.AddAccessRule(new(new SecurityIdentifier(who, null), FileSystemRights.FullControl, AccessControlType.Allow));
        }

        rights.AddAccessRule(new(WindowsIdentity.GetCurrent().User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return rights;
    }

    private static (uint User, uint Group)? OwnerOf(string path) =>
        ReadState(CurrentFolder, path, 0, UserAndGroup, out var state) == 0 ? (state.User, state.Group) : null;

    private const int CurrentFolder = -100;
    private const uint UserAndGroup = 0x18;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ReadState(int folder, string path, int flags, uint wanted, out FileState state);

    [LibraryImport("libc", EntryPoint = "fchown")]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    // struct statx, which is the same on every processor, unlike struct stat.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileState
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(24)]
        public uint Group;
    }
}
