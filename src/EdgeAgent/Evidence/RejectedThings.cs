using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using EdgeAgent.Detection;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using OpenCvSharp;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace EdgeAgent.Evidence;

/// <summary>
/// What was reported on each camera and found to be no violation, so that it is not reported again while it looks the
/// same. One file for each camera; may be asked and told from several threads.
/// </summary>
/// <param name="folder">Made when the first thing is rejected.</param>
public sealed partial class RejectedThings(string folder, ILogger<RejectedThings> logger)
{
    // The same place has several looks, by day, by lamp and by infra-red; each thing asked for costs a comparison.
    private const int MostOfACamera = 200;

    private static readonly JsonSerializerOptions Json = new() { IgnoreReadOnlyProperties = true };

    private readonly Lock writing = new();
    private readonly ConcurrentDictionary<string, ImmutableArray<RejectedThing>> cameras = new();

    /// <param name="camera">The camera's id.</param>
    public ImmutableArray<RejectedThing> Of(string camera) => cameras.GetOrAdd(camera, Load);

    /// <summary>
    /// Takes what an incident showed. An incident without boxes, e.g. of the camera itself, has nothing to take, and neither
    /// has one about what a person wears: of that the crops become examples, and the person is not to be overlooked. A stove
    /// looks the same when its fire is real, and a floor when the mouse is.
    /// </summary>
    /// <param name="picture">JPEG of the incident's opening.</param>
    /// <exception cref="InvalidDataException">The picture cannot be decoded.</exception>
    /// <exception cref="IOException">It cannot be kept; nothing has changed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be kept; nothing has changed.</exception>
    public void Reject(Incident incident, byte[] picture)
    {
        using var bgr = picture.Length == 0 ? new Mat() : Cv2.ImDecode(picture, ImreadModes.Color);
        if (bgr.Empty())
        {
            throw new InvalidDataException($"the picture of incident {incident.Id} cannot be decoded");
        }

        var things = incident.OpeningBoxes.Select(box => box.Clip()).Where(box => box.Area > 0).Select(box => RejectedThing.On(incident.Id, incident.Rule, bgr, box)).ToList();
        if (things.Count == 0 || !RuleCatalogue.MayBeStanding(incident.Rule, incident.Detail))
        {
            return;
        }

        lock (writing)
        {
            Keep(incident.Camera, [.. Others(incident).Concat(things).TakeLast(MostOfACamera)]);
        }
    }

    /// <summary>It was a violation after all: what the incident showed is reported again. Nothing happens where it was not rejected.</summary>
    /// <exception cref="IOException">It cannot be kept; nothing has changed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be kept; nothing has changed.</exception>
    public void Restore(Incident incident)
    {
        lock (writing)
        {
            var others = Others(incident);
            if (others.Length < Of(incident.Camera).Length)
            {
                Keep(incident.Camera, others);
            }
        }
    }

    private ImmutableArray<RejectedThing> Others(Incident incident) => [.. Of(incident.Camera).Where(thing => thing.Incident != incident.Id)];

    private void Keep(string camera, ImmutableArray<RejectedThing> things)
    {
        AtomicFile.Write(PathOf(camera), JsonSerializer.SerializeToUtf8Bytes(things, Json));
        cameras[camera] = things;
    }

    private string PathOf(string camera) => Path.Combine(folder, camera + ".json");

    private ImmutableArray<RejectedThing> Load(string camera)
    {
        var path = PathOf(camera);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var things = JsonSerializer.Deserialize<ImmutableArray<RejectedThing>>(File.ReadAllBytes(path));
            return things.All(IsWhole) ? things : throw new JsonException("a thing in it has no place or no look");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            LogUnreadable(path, error.Message);
            return [];
        }
    }

    private static bool IsWhole(RejectedThing? thing) =>
        thing is { Incident: not null, Rule: not null, Look.Length: RejectedThing.Side * RejectedThing.Side } && thing.Box.Clip() == thing.Box && thing.Box.Area > 0;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} cannot be read, what was rejected before will be reported once more: {Problem}")]
    private partial void LogUnreadable(string file, string problem);
}
