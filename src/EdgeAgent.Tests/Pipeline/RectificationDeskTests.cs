using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Pipeline;

public sealed class RectificationDeskTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 1, 2, 3, 0xFF, 0xD9];
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private TempFolder folder = null!;
    private Stores stores = null!;
    private RectificationDesk desk = null!;
    private byte[]? seen;

    [SetUp]
    public void MakeDesk()
    {
        folder = new TempFolder();
        seen = Jpeg;
        var time = new FakeTimeProvider(Noon);
        stores = new Stores(folder.Path, time);
        desk = new RectificationDesk(stores.Evidence, stores.Outbox, (_, _) => Task.FromResult<byte[]?>(seen), time, NullLogger<RectificationDesk>.Instance);
        stores.Keep(new IncidentRecord(
            new Incident("a1", IncidentEvent.Opened, 0, "dirty_floor", "hall", "", Severity.Warning, Noon, Noon, [], 0.9), null, null));
    }

    [TearDown]
    public void Close()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Test]
    public async Task Give_Fixed_KeepsWhatTheCameraSeesAndTellsItsHash()
    {
        Assert.That(await desk.GiveAsync("a1", RectificationAnswer.Fixed, "扫干净了", CancellationToken.None), Is.True);

        var kept = stores.Evidence.Find("a1")!.Rectification!;
        Assert.That(await File.ReadAllBytesAsync(stores.Evidence.FullPath(kept.Picture!)), Is.EqualTo(Jpeg));
        var told = Told();
        Assert.That((told.Incident, told.Answer, told.Text, told.At), Is.EqualTo(("a1", "fixed", "扫干净了", Noon)));
        Assert.That(told.Picture, Is.EqualTo(new PictureData(kept.Picture!.Sha256, Jpeg.Length)));
        Assert.That(told.Evidence.Number, Is.EqualTo(stores.Journal.Head.Number));
    }

    [TestCase(RectificationAnswer.Acknowledged)]
    [TestCase(RectificationAnswer.Disputed)]
    public async Task Give_OtherAnswers_TakeNoPicture(RectificationAnswer answer)
    {
        await desk.GiveAsync("a1", answer, "", CancellationToken.None);

        Assert.That(stores.Evidence.Find("a1")!.Rectification, Is.EqualTo(new Rectification(answer, "", Noon, null)));
        Assert.That(Told().Picture, Is.Null);
    }

    [Test]
    public async Task Give_FixedWhileTheCameraIsBlind_IsToldWithoutPicture()
    {
        seen = null;

        await desk.GiveAsync("a1", RectificationAnswer.Fixed, "", CancellationToken.None);

        Assert.That((Told().Answer, Told().Picture), Is.EqualTo(("fixed", (PictureData?)null)));
    }

    [Test]
    public async Task Give_IncidentGoesOn_TheAnswerStays()
    {
        await desk.GiveAsync("a1", RectificationAnswer.Acknowledged, "", CancellationToken.None);

        stores.Keep(stores.Evidence.Find("a1")! with { Incident = stores.Evidence.Find("a1")!.Incident with { Revision = 1, Event = IncidentEvent.Closed } });

        Assert.That(stores.Evidence.Find("a1"), Has.Property("Rectification").Not.Null);
    }

    [Test]
    public async Task Give_UnknownIncident_IsRefused() =>
        Assert.That(await desk.GiveAsync("none", RectificationAnswer.Fixed, "", CancellationToken.None), Is.False);

    [Test]
    public async Task Give_AnswerChanged_BothAreInTheChainWithTheirPictures()
    {
        await desk.GiveAsync("a1", RectificationAnswer.Fixed, "", CancellationToken.None);
        seen = [.. Jpeg, 9];
        await desk.GiveAsync("a1", RectificationAnswer.Fixed, "again", CancellationToken.None);

        var files = new EvidenceFolder(folder.Path).Records().SelectMany(EvidenceFolder.FilesOf).ToList();
        Assert.That(files, Has.Count.EqualTo(2));
        Assert.That(files.Select(file => File.Exists(stores.Evidence.FullPath(file))), Is.All.True);
    }

    private RectificationMessage Told()
    {
        var queued = (QueuedRectification)stores.Outbox.Read(1, OutboxPlace.Thumbnails, 1).Single();
        return ContractJson.Read<RectificationMessage>(System.Text.Encoding.UTF8.GetBytes(queued.Body));
    }
}
