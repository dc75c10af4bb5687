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
    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
    private const UnixFileMode World = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode Everybody = OwnerOnly | UnixFileMode.UserExecute | Group | World;
    private const UnixFileMode Others = ~(OwnerOnly | UnixFileMode.UserExecute);

    /// <summary>Makes the file anew. Whoever sets up as root makes it for the agent: it gets the owner of what it stands for.</summary>
    /// <param name="ownedAs">File or folder whose owner the new file gets, as far as the system lets us.</param>
    /// <exception cref="IOException">It cannot be made, or is there.</exception>
    public static FileStream Create(string path, string ownedAs)
    {
        if (OperatingSystem.IsWindows())
        {
            return new FileInfo(path).Create(FileMode.CreateNew, FileSystemRights.Modify, FileShare.None, 4096, FileOptions.None, WindowsRights());
        }

        return Make(path, ownedAs);
    }

    /// <summary>Makes the file anew with the model's rights, never wider: where its group cannot be kept, ours gets what everybody has.</summary>
    /// <param name="ownerOnly">Of the rights only the owner's.</param>
    /// <exception cref="IOException">It cannot be made, or is there.</exception>
    public static FileStream CreateLike(string model, string path, bool ownerOnly)
    {
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        }

        var rights = File.GetUnixFileMode(model) & Everybody;
        var file = Make(path);
        var keepsGroup = GiveTo(file.SafeFileHandle, model);
        rights &= ownerOnly ? ~Others : Everybody;
        File.SetUnixFileMode(file.SafeFileHandle, keepsGroup ? rights : rights & (~Group | (UnixFileMode)((int)(rights & World) << 3)));
        return file;
    }

    /// <summary>Opens for this process alone; made with owner-only rights and the given owner where it is not there.</summary>
    /// <param name="ownedAs">File or folder whose owner a new file gets, as far as the system lets us.</param>
    /// <exception cref="InvalidDataException">It is a link: root would open what the folder's owner chose.</exception>
    public static FileStream Own(string path, string ownedAs)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new InvalidDataException($"{path} is a link, not a file of the agent's; delete it");
        }

        return Path.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None) : Make(path, ownedAs);
    }

    /// <summary>Whether the rights let others than the owner at the file. On Windows the entries are encrypted instead.</summary>
    public static bool IsOpenToOthers(SafeFileHandle file) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0;

    private static FileStream Make(string path, string ownedAs)
    {
        var file = Make(path);
        GiveTo(file.SafeFileHandle, ownedAs);
        return file;
    }

    // Never what is there already: whoever owns the folder may have put a link there, and root would give its target away.
    private static FileStream Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
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

    /// <returns>Whether the file now has the model's group.</returns>
    private static bool GiveTo(SafeFileHandle file, string model) =>
        OperatingSystem.IsLinux() && OwnerOf(model) is { } owner
        && (ChangeOwner(file, owner.User, owner.Group) == 0 || ChangeOwner(file, Unchanged, owner.Group) == 0);

    private static (uint User, uint Group)? OwnerOf(string path) =>
        ReadState(CurrentFolder, path, 0, UserAndGroup, out var state) == 0 ? (state.User, state.Group) : null;

    private const int CurrentFolder = -100;
    private const uint UserAndGroup = 0x18;
    private const uint Unchanged = uint.MaxValue;

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
