namespace EdgeAgent.Evidence;

/// <summary>What the owner says to an incident.</summary>
public enum RectificationAnswer
{
    /// <summary>Seen, and something will be done.</summary>
    Acknowledged,

    /// <summary>It is put right.</summary>
    Fixed,

    /// <summary>It was no violation.</summary>
    Disputed,
}

/// <summary>The owner's answer to an incident; the newest counts.</summary>
/// <param name="Text">In the owner's words; may be empty.</param>
/// <param name="Picture">What the incident's camera saw when it was said to be fixed; null where it saw nothing, and for other answers.</param>
public sealed record Rectification(RectificationAnswer Answer, string Text, DateTimeOffset At, PictureFile? Picture)
{
    /// <summary>Characters of the text at most.</summary>
    public const int LongestText = 500;
}
