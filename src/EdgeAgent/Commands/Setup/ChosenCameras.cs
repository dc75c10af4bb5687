namespace EdgeAgent.Commands.Setup;

/// <summary>The cameras chosen so far. None of them is chosen twice, or is one that the file or the flags have already.</summary>
/// <param name="given">Those of the flags.</param>
internal sealed class ChosenCameras(Dialogue dialogue, ConfigurationDraft draft, IReadOnlyList<CameraDraft> given)
{
    private readonly List<Candidate> chosen = [];

    public IReadOnlyList<Candidate> All => chosen;

    /// <summary>Takes the camera, or says that it is there already.</summary>
    public bool TryAdd(Candidate camera)
    {
        if (IsThere(camera, chosen))
        {
            return false;
        }

        Add(camera);
        return true;
    }

    /// <summary>Takes a camera of the file.</summary>
    public void Add(Candidate camera) => chosen.Add(camera);

    /// <summary>Takes another camera in the place of one that was chosen, or says that it is there already.</summary>
    public bool TryReplace(Candidate camera, Candidate other)
    {
        if (IsThere(other, chosen.Where(one => one != camera)))
        {
            return false;
        }

        chosen[chosen.IndexOf(camera)] = other;
        return true;
    }

    /// <summary>Says so where the file or the flags have the camera.</summary>
    public bool IsKnown(Candidate camera) => IsThere(camera, []);

    private bool IsThere(Candidate camera, IEnumerable<Candidate> others)
    {
        if (draft.Cameras.FirstOrDefault(known => known.Id != camera.Id && known.Source.IsSameAs(camera.Source)) is { } same)
        {
            dialogue.Say(Phrase.FoundKnown, same.Id, camera.SubStream ?? camera.Place);
            return true;
        }

        if (others.Select(other => other.Source).Concat(given.Where(one => one.Id != camera.Id).Select(one => one.Source)).Any(camera.Source.IsSameAs))
        {
            dialogue.Say(Phrase.ChosenAlready, camera.SubStream ?? camera.Place);
            return true;
        }

        return false;
    }
}
