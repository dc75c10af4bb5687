using System.Security.Cryptography;
using System.Text;
using EdgeAgent.Evidence;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Uplink;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Central.Fleet;

/// <summary>What a workshop with four cameras has to say, made of the wire types, in the sizes of a real one.</summary>
internal sealed class SiteMessages : IDisposable
{
    private const int SmallestPicture = 20 * 1024;
    private const int PictureStep = 4 * 1024;
    private const int Pictures = 8; // 20, 24 … 48 KB

    private static readonly string[] Cameras = ["door", "oven", "packing", "store"];
    private static readonly string[] Rules = ["animal", "intrusion", "no_hat", "no_mask", "unattended_fire"];
    private static readonly string Sha256 = new('5', 64);
    private static readonly string Signature = Convert.ToBase64String(new byte[64]);

    private readonly TempFolder folder = new();
    private readonly Stores stores;
    private readonly PictureFile[] pictures;
    private int given;

    public SiteMessages()
    {
        stores = new Stores(folder.Path);
        pictures = [.. Enumerable.Range(0, Pictures).Select(Picture)];
    }

    /// <summary>Where the pictures lie.</summary>
    public EvidenceStore Evidence => stores.Evidence;

    /// <summary>One of the pictures, in turn for all sites.</summary>
    public PictureFile NextPicture() => pictures[(uint)Interlocked.Increment(ref given) % Pictures];

    public static IEnumerable<CameraMessage> CameraStates(DateTimeOffset now) =>
        Cameras.Select(camera => new CameraMessage(camera, "前门摄像头", "watching", now, null));

    public static HeartbeatMessage Heartbeat(Boot boot, DateTimeOffset now, int waiting, long lastSeq) => new(
        boot.Id,
        now,
        (long)(now - boot.Since).TotalSeconds,
        new OutboxHeartbeat(waiting, 0, 0),
        [.. Cameras.Select(camera => new CameraHeartbeat(camera, "watching", 5, now, boot.Since, null, new CameraRecordingHeartbeat("recording", 0)))],
        new DiskHeartbeat(81_604_378_624),
        new MemoryHeartbeat(176_160_768),
        lastSeq,
        new RecordingsHeartbeat(412_316_860_416, boot.Since, 0));

    public static SummaryMessage Summary(DateTimeOffset now) => new(
        DateOnly.FromDateTime(now.UtcDateTime),
        "Asia/Shanghai",
        now.AddHours(-10),
        36_000,
        false,
        [.. Rules.Select(rule => new RuleSummary(rule, RuleCatalogue.KindOf(rule), 4))],
        [.. Cameras.Select(camera => new CameraSummary(camera, 33_000, 1200, 900, 900, 0, 35_000, 0))],
        new EvidenceHead(123_456, Sha256, Signature));

    public static string IncidentId(string site, long number) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{site}/{number}")))[..12];

    public static IncidentData Incident(string id, IncidentEvent what, DateTimeOffset now, PictureFile picture) => IncidentData.From(
        new Incident(id, what, (int)what, "no_hat", "packing", "工作台", Severity.Warning, now.AddSeconds(-8), now, [new Box(0.4125, 0.2, 0.5031, 0.8611)], 0.9134)
        {
            Looks = new LookCount(12, 9),
            Tracks = [41],
        },
        picture,
        new EvidenceData(123_456, Sha256, Sha256, Signature));

    public void Dispose()
    {
        stores.Dispose();
        folder.Dispose();
    }

    private PictureFile Picture(int number)
    {
        var bytes = new byte[SmallestPicture + (number * PictureStep)];
        new Random(number).NextBytes(bytes);
        (bytes[0], bytes[1]) = (0xFF, 0xD8);
        return Evidence.SavePicture(UplinkBench.Sample($"picture-{number}"), "thumbnail", bytes);
    }
}
