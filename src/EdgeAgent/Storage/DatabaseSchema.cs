using LiteDB;

namespace EdgeAgent.Storage;

/// <summary>
/// What was changed in the shape of the rows, in order: step N leads from version N - 1 to N. A step works on documents, because the
/// classes of its time are gone, and does no harm when it is run again: the version is written behind it. None is ever changed or
/// taken out once it has been shipped. A field that a row lacks needs no step where its class has a default.
/// </summary>
internal static class DatabaseSchema
{
    /// <summary>A database without rows has version 0, as those from before the versions.</summary>
    public static IReadOnlyList<Action<LiteDatabase>> Steps { get; } = [EmptyTexts, Indexes];

    // They were stored as null once, and a place without a name is not the same as none.
    private static void EmptyTexts(LiteDatabase database)
    {
        foreach (var (collection, field) in new[] { ("incidents", "Zone"), ("outbox", "Record"), ("outbox_set_aside", "Record") })
        {
            var rows = database.GetCollection(collection);
            foreach (var row in rows.FindAll().Where(row => !row[field].IsString).ToList())
            {
                row[field] = "";
                rows.Update(row);
            }
        }
    }

    private static void Indexes(LiteDatabase database)
    {
        foreach (var field in new[] { "Started", "LastSeen", "IsOpen", "Rule", "AwaitsClip" })
        {
            database.GetCollection("incidents").EnsureIndex(field);
        }
    }
}
