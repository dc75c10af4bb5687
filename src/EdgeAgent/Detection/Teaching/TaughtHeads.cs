namespace EdgeAgent.Detection.Teaching;

/// <summary>
/// The heads that were taught on site. What another process has taught or forgotten is noticed at the next use: a file that
/// is there counts.
/// </summary>
/// <param name="folder">Of the files NAME.json.</param>
/// <param name="models">Where the model of the features lies; it is opened only when a head is there.</param>
public sealed class TaughtHeads(string folder, ModelFolder models) : IDisposable
{
    public const string FolderName = "heads";

    private readonly Lock access = new();
    private readonly Dictionary<string, Known> known = [];
    private CropFeatures? features;

    /// <summary>Where the head of that name is or would be kept.</summary>
    public string PathOf(string name) => Path.Combine(folder, $"{name}.json");

    /// <summary>The head as it stands now; null where it is not taught, or cannot be used.</summary>
    public TaughtHead? Find(string name) => Look(name).Head;

    /// <summary>Why a head that was taught cannot be used; null where it can, or was not taught.</summary>
    public string? Problem(string name) => Look(name).Problem;

    /// <summary>What is known of a head that was taught, also where it cannot be used; null where it was not taught.</summary>
    public TaughtModel? Model(string name) => Look(name).Model;

    /// <summary>The features that every taught head reads.</summary>
    /// <exception cref="ModelUnusableException">Their model is missing or unfit.</exception>
    public CropFeatures Features()
    {
        lock (access)
        {
            return features ??= CropFeatures.Open(models);
        }
    }

    /// <summary>From now on the head is not taught.</summary>
    /// <returns>False where it was not.</returns>
    /// <exception cref="IOException">It is still there.</exception>
    public bool Forget(string name)
    {
        var was = File.Exists(PathOf(name));
        if (was)
        {
            File.Delete(PathOf(name));
        }

        return was;
    }

    public void Dispose()
    {
        lock (access)
        {
            features?.Dispose();
        }
    }

    private Known Look(string name)
    {
        var file = new FileInfo(PathOf(name));
        var stamp = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        lock (access)
        {
            if (!known.TryGetValue(name, out var last) || last.Stamp != stamp)
            {
                known[name] = last = file.Exists ? Load(name) with { Stamp = stamp } : new Known(null, null, null);
            }

            return last;
        }
    }

    private Known Load(string name)
    {
        TaughtModel? model = null;
        try
        {
            model = TaughtModel.Read(PathOf(name));
            var current = Features();
            return TeachableHead.Find(name) is not { } head ? new Known(null, model, $"{PathOf(name)}: there is no head of that name")
                : model.FeaturesSha256 != current.Sha256 ? new Known(null, model, $"{PathOf(name)}: was taught with another version of models/{CropFeatures.ModelName}; teach it anew: EdgeAgent enrol fit --head {name}")
                : new Known(new TaughtHead(head, model, current), model, null);
        }
        catch (ModelUnusableException error)
        {
            return new Known(null, model, error.Message);
        }
    }

    private sealed record Known(TaughtHead? Head, TaughtModel? Model, string? Problem)
    {
        public (DateTime Written, long Length) Stamp { get; init; }
    }
}
