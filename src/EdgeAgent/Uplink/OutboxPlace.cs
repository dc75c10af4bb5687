using LiteDB;

namespace EdgeAgent.Uplink;

/// <summary>
/// Places in the queue. Each message has a number, rising and never given twice; an event's place is its number, and all
/// thumbnails have theirs behind all events, so that the order of the keys is the order of sending.
/// </summary>
internal static class OutboxPlace
{
    /// <summary>Thumbnails' places are above this; before, it is what an older version gave to both.</summary>
    public const long Thumbnails = 1_000_000_000_000;

    public const long Last = long.MaxValue;

    public static bool IsOfThumbnail(long place) => place > Thumbnails;

    public static long NumberOf(long place) => place % Thumbnails;

    /// <summary>The rows of a range of places, of which the first is left out.</summary>
    public static ILiteQueryable<OutboxRow> Between(this ILiteCollection<OutboxRow> rows, long behind, long upTo) => rows.Query()
        .Where(behind < upTo ? Query.Between("_id", behind + 1, upTo) : Query.EQ("_id", 0)); // LiteDB turns a range round whose end is before its start
}
