using System.Security.Cryptography;
using System.Text.Json;
using EdgeAgent.Detection;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

public sealed class EvidenceRecorderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Jpeg = Pictures.NoisyJpeg(800, 450);

    [Test]
    public void Record_Opened_KeepsRowPicturesAndMessages()
    {
        using var recording = new RecorderScene();

        recording.Recorder.Record(Incident("a"), Jpeg);

        var record = recording.Store.Find("a")!;
        Assert.That(File.ReadAllBytes(recording.Store.FullPath(record.Picture!)), Is.EqualTo(Jpeg));
        Assert.That(record.Thumbnail!.Bytes, Is.InRange(1, 48_000).And.EqualTo(new FileInfo(recording.Store.FullPath(record.Thumbnail)).Length));
        Assert.That(recording.Outbox.Figures().Count, Is.EqualTo(2), "the event and its thumbnail");
    }

    [Test]
    public void Record_FacesAreToBeBlurred_OnlyWhatIsSentIs()
    {
        using var detector = OnnxDetector.Open(ShippedModels.Folder, "nanodet", threads: 1);
        using var blur = FaceBlur.Open(detector, ShippedModels.Folder, NullLogger<FaceBlur>.Instance);
        using var faces = new FaceFinder();
        using var recording = new RecorderScene(faces: blur);
        using var portrait = RealPictures.Read(RealPictures.FaceFile);
        var picture = portrait.ImEncode(".jpg");

        recording.Recorder.Record(Incident("a"), picture);

        var record = recording.Store.Find("a")!;
        var sent = File.ReadAllBytes(recording.Store.FullPath(record.Thumbnail!));
        using var thumbnail = Cv2.ImDecode(sent, ImreadModes.Color);
        Assert.That(File.ReadAllBytes(recording.Store.FullPath(record.Picture!)), Is.EqualTo(picture), "on the box");
        Assert.That(faces.Surest(portrait), Is.GreaterThan(0.8));
        Assert.That(faces.Surest(thumbnail), Is.LessThan(0.5));
        Assert.That(record.Thumbnail!.Sha256, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(sent))));
        Assert.That(record.Thumbnail.Bytes, Is.LessThanOrEqualTo(48_000));
    }

    [Test]
    public void Record_SameRevisionOrEarlierAgain_ChangesNothing()
    {
        using var recording = new RecorderScene();
        recording.Recorder.Record(Incident("a"), Jpeg);
        recording.Recorder.Record(Later("a", IncidentEvent.Closed, 1), null);
        var before = recording.Outbox.Figures();

        recording.Recorder.Record(Later("a", IncidentEvent.Closed, 1), null);
        recording.Recorder.Record(Incident("a"), Jpeg);

        Assert.That(recording.Outbox.Figures(), Is.EqualTo(before));
        Assert.That(recording.Store.Find("a")!.Incident.Event, Is.EqualTo(IncidentEvent.Closed));
    }

    [Test]
    public void Record_LaterEvent_KeepsThePicturesOfTheOpening()
    {
        using var recording = new RecorderScene();
        recording.Recorder.Record(Incident("a"), Jpeg);
        var opened = recording.Store.Find("a")!;

        recording.Recorder.Record(Later("a", IncidentEvent.Updated, 1), null);

        var updated = recording.Store.Find("a")!;
        Assert.That((updated.Picture, updated.Thumbnail), Is.EqualTo((opened.Picture, opened.Thumbnail)));
        Assert.That(recording.Outbox.Figures().Count, Is.EqualTo(3));
    }

    [Test]
    public void Record_PictureCannotBeWritten_LeavesNoRowAndNoMessage()
    {
        using var recording = new RecorderScene();
        File.WriteAllText(recording.Pictures, "in the way");

        Assert.That(() => recording.Recorder.Record(Incident("a"), Jpeg), Throws.InstanceOf<IOException>());

        Assert.That(recording.Store.Find("a"), Is.Null);
        Assert.That(recording.Outbox.Figures().Count, Is.Zero);
    }

    [Test]
    public void Record_RowsFailOnce_TellsOfTheEventWhenTheyAreThere()
    {
        using var recording = new RecorderScene();
        var (fails, told) = (true, new List<string>());
        recording.Recorder.Recorded += incident => told.Add(incident.Id);
        recording.Journal.Keep<JsonElement>(RecordKind.Incident, (_, _) =>
        {
            if (fails)
            {
                throw new IOException("on purpose");
            }
        });
        Assert.That(() => recording.Recorder.Record(Incident("a"), Jpeg), Throws.TypeOf<RowsBehindException>());
        Assert.That(told, Is.Empty);
        fails = false;

        recording.Recorder.Record(Incident("a"), Jpeg);

        Assert.That(told, Is.EqualTo(new[] { "a" }));
        Assert.That(recording.Outbox.Figures().LastSequence, Is.EqualTo(1), "it has one number");
    }

    [Test]
    public async Task Run_DiskTakesNothingForAWhile_TellsWhyAndLosesNothing()
    {
        var time = new FakeTimeProvider(Noon);
        using var recording = new RecorderScene(time);
        File.WriteAllText(recording.Pictures, "in the way");
        await recording.Recorder.StartAsync(CancellationToken.None);
        await recording.Recorder.Reports.WriteAsync(Opened("a"));
        await recording.Recorder.Reports.WriteAsync(Opened("b"));
        await recording.Recorder.Reports.WriteAsync(new(Later("a", IncidentEvent.Closed, 1), null));
        await Eventually.Holds(() => recording.Recorder.Problem is not null, "the recorder says what is wrong");
        Assert.That(recording.Outbox.Figures().Count, Is.Zero);

        File.Delete(recording.Pictures);
        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return recording.Recorder.Problem is null && recording.Outbox.Figures().Count == 5;
            },
            "everything is written");
        recording.Recorder.Reports.Complete();
        await recording.Recorder.ExecuteTask!;

        Assert.That(recording.Store.Find("a")!.Incident.Event, Is.EqualTo(IncidentEvent.Closed));
        Assert.That(recording.Store.Find("b")!.Picture, Is.Not.Null);
    }

    [Test]
    public async Task Run_StoppedWhileTheReserveIsUsedUp_SaysHowManyAreLost()
    {
        using var recording = new RecorderScene(new FakeTimeProvider(Noon), reserveBytes: long.MaxValue);
        await recording.Recorder.StartAsync(CancellationToken.None);
        await recording.Recorder.Reports.WriteAsync(Opened("a"));
        await recording.Recorder.Reports.WriteAsync(Opened("b"));
        recording.Recorder.Reports.Complete();
        await Eventually.Holds(() => recording.Recorder.Problem is not null, "the recorder says what is wrong");
        Assert.That(recording.Recorder.Problem, Does.Contain("storage.reserveMegabytes"));

        await recording.Recorder.StopAsync(CancellationToken.None);

        Assert.That(
            () => recording.Recorder.ExecuteTask, Throws.InstanceOf<IOException>().With.Message.Contains("2 incident events"));
    }

    private static IncidentReport Opened(string id) => new(Incident(id), Task.FromResult(Jpeg));

    private static Incident Later(string id, IncidentEvent happened, int revision) =>
        Incident(id) with { Event = happened, Revision = revision };

    private static Incident Incident(string id) =>
        new(id, IncidentEvent.Opened, 0, "intrusion", "kitchen", "", Severity.Serious, Noon, Noon, [], 0.9);
}
