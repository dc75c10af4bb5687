namespace FoodSafety.Consumer;

/// <summary>What is remembered of one site.</summary>
internal sealed class Site
{
    /// <summary>When it last gave a sign of life, as a timestamp of the ledger's clock.</summary>
    public long Heard { get; set; }

    public string? State { get; set; }

    public string? Boot { get; set; }

    public long? Highest { get; set; }

    /// <summary>First and last number of each, rising.</summary>
    public List<(long First, long Last)> Gaps { get; } = [];

    /// <summary>Ids of the events that have come.</summary>
    public HashSet<string> Events { get; } = [];

    /// <summary>Id of the event by its number.</summary>
    public Dictionary<long, string> Ids { get; } = [];

    /// <summary>Number of the newest event by incident.</summary>
    public Dictionary<string, long> Newest { get; } = [];

    /// <summary>SHA-256 of the picture by incident.</summary>
    public Dictionary<string, string> Announced { get; } = [];

    /// <summary>SHA-256 of the picture that has come, by incident.</summary>
    public Dictionary<string, string> Pictures { get; } = [];
}
