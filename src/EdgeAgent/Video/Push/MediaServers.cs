namespace EdgeAgent.Video.Push;

/// <summary>Where video may be pushed to: the beginnings of addresses that somebody on site has listed.</summary>
public sealed class MediaServers
{
    private readonly List<(string Text, MediaAddress Address)> listed;

    /// <param name="listed">Each without a <see cref="Problem"/>.</param>
    public MediaServers(IEnumerable<string> listed) =>
        this.listed = [.. listed.Select(text => (text, MediaAddress.Read(text).Address ?? throw new ArgumentException("no address", nameof(listed))))];

    /// <summary>What is wrong with an entry of the list, or null.</summary>
    public static string? Problem(string entry) => MediaAddress.Read(entry) switch
    {
        (null, var problem) => problem,
        ({ Query.Length: > 0 }, _) => "must not hold anything behind a question mark: it is the beginning of the addresses that are let through",
        _ => null,
    };

    /// <summary>The entry under which the address falls.</summary>
    /// <param name="refusal">Why there is none, for people; null where there is one.</param>
    public string? Find(MediaAddress address, out string? refusal)
    {
        var entry = listed.Find(entry => address.IsWithin(entry.Address)).Text;
        refusal = entry is not null ? null
            : listed.Count == 0 ? "nothing may be pushed from this box: uplink.mediaServers in its configuration is empty"
            : "the address is not below one of uplink.mediaServers in the box's configuration";
        return entry;
    }
}
