using System.Security.Cryptography;
using EdgeAgent.Evidence;
using EdgeAgent.Uplink;

namespace EdgeAgent.Pipeline;

/// <summary>Takes what the owner answers to incidents. Who says that something is fixed has the camera look at it.</summary>
/// <param name="look">JPEG of what a camera sees now; null where it sees nothing.</param>
public sealed partial class RectificationDesk(
    EvidenceStore store, Outbox outbox, Func<string, CancellationToken, Task<byte[]?>> look, TimeProvider time, ILogger<RectificationDesk> logger)
{
    /// <summary>Bytes of a picture at most.</summary>
    public const int LargestPicture = 1_000_000;

    /// <param name="text">At most <see cref="Rectification.LongestText"/> characters.</param>
    /// <returns>False where there is no such incident.</returns>
    /// <exception cref="IOException">It could not be kept on disk.</exception>
    public async Task<bool> GiveAsync(string incident, RectificationAnswer answer, string text, CancellationToken cancellationToken)
    {
        if (store.Find(incident) is not { } record)
        {
            return false;
        }

        var jpeg = answer == RectificationAnswer.Fixed ? await look(record.Incident.Camera, cancellationToken) : null;
        var picture = jpeg is null ? null : store.SavePicture(record.Incident, $"fixed-{Convert.ToHexStringLower(SHA256.HashData(jpeg))[..12]}", jpeg);
        Keep(incident, new Rectification(answer, text, time.GetUtcNow(), picture));
        outbox.Notify();
        LogGiven(incident, answer, picture?.Path);
        return true;
    }

    // One that stands in the chain counts: said to have failed it would be given twice.
    private void Keep(string incident, Rectification rectification)
    {
        try
        {
            store.SetRectification(incident, rectification);
        }
        catch (RowsBehindException error)
        {
            LogRowsBehind(incident, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to {Incident} is shown and sent later: {Problem}")]
    private partial void LogRowsBehind(string incident, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The owner's answer to {Incident}: {Answer}, picture {Picture}")]
    private partial void LogGiven(string incident, RectificationAnswer answer, string? picture);
}
