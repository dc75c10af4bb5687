using System.Text;
using EdgeAgent.Configuration;
using EdgeAgent.Storage;

namespace EdgeAgent.Commands.Setup;

/// <summary>What was written; null where nothing was.</summary>
/// <param name="BackupHasPasswords">They stand in it as they stood in the configuration.</param>
internal sealed record WrittenFiles(string? Configuration, string? Backup, string? Secrets, bool BackupHasPasswords);

/// <summary>Writes what the setup came to: passwords first, for the configuration names them.</summary>
internal static class SetupFiles
{
    /// <exception cref="ConfigurationException">What was asked for cannot be; nothing was written.</exception>
    /// <exception cref="UsageException">The secrets file is there and cannot be used; nothing was written.</exception>
    /// <exception cref="IOException">Not writable.</exception>
    public static async Task<WrittenFiles> WriteAsync(ConfigurationDraft draft, TimeProvider time, CancellationToken cancellationToken)
    {
        var content = draft.ToBytes();
        var folder = Path.GetDirectoryName(Path.GetFullPath(draft.File))!;
        var secrets = new SecretsFile(folder);
        try
        {
            var changed = draft.Secrets.Where(entry => secrets.Find(entry.Key) != entry.Value).ToDictionary();
            if (changed.Count > 0)
            {
                await secrets.ChangeAsync(changed, time, cancellationToken);
            }

            var backup = draft.IsChanged ? Write(draft, folder, content, time) : null;
            return new WrittenFiles(draft.IsChanged ? Path.GetFullPath(draft.File) : null, backup, changed.Count > 0 ? secrets.Path : null, draft.MovesPasswords);
        }
        catch (InvalidDataException error)
        {
            throw new UsageException(error.Message);
        }
    }

    private static string? Write(ConfigurationDraft draft, string folder, byte[] content, TimeProvider time)
    {
        if (draft.IsNew)
        {
            AtomicFile.Write(Path.Combine(folder, ConfigurationDraft.SchemaFile), Encoding.UTF8.GetBytes(ConfigurationSchema.Write()));
        }

        return KeptFile.Rewrite(Path.GetFullPath(draft.File), content, time, hidesCopy: draft.MovesPasswords);
    }
}
