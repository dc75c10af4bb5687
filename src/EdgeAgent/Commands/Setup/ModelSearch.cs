using EdgeAgent.Detection;

namespace EdgeAgent.Commands.Setup;

/// <summary>Where the models are when a new configuration is not written beside them, as in a checkout.</summary>
internal static class ModelSearch
{
    /// <summary>Folders of models at the program and above it; not here, where anybody may have put some for root to take.</summary>
    public static IEnumerable<string> Folders()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, ModelFolder.DefaultName);
        }
    }

    /// <summary>The first folder that has the model; null where none has.</summary>
    public static string? Find(string detector, IEnumerable<string> folders) => folders.FirstOrDefault(folder => IsReady(new ModelFolder(folder), detector));

    private static bool IsReady(ModelFolder folder, string detector)
    {
        try
        {
            return folder.State(folder.Manifest(detector)) == ModelState.Ready;
        }
        catch (ModelUnusableException)
        {
            return false;
        }
    }
}
