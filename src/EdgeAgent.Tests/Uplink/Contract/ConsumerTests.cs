using System.Security.Cryptography;
using EdgeAgent.Commands;
using EdgeAgent.Rules;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Uplink.Contract;

public sealed class ConsumerTests
{
    private const string Site = "foodsafety/v1/quanzhou/anxi/tofu-7";
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 1, 2, 3];

    private Consumer consumer = null!;

    [SetUp]
    public void Begin() => consumer = new Consumer("foodsafety");

    [Test]
    public void Receive_SameEventTwice_IsADouble()
    {
        Receive(Site, "a", 1);
        var second = Receive(Site, "a", 1, replayed: true);

        Assert.That(second.IsDouble, Is.True);
        Assert.That((consumer.Events, consumer.Doubles), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Receive_SameIdFromAnotherSite_IsNoDouble()
    {
        Receive(Site, "a", 1);
        Receive("foodsafety/v1/quanzhou/anxi/bakery-2", "a", 1);

        Assert.That((consumer.Events, consumer.Doubles), Is.EqualTo((2, 0)));
    }

    [Test]
    public void Receive_NumberLeftOut_IsMissedAtItsOwnSite()
    {
        Receive(Site, "a", 1);
        Receive("foodsafety/v1/quanzhou/anxi/bakery-2", "b", 2);
        Receive(Site, "c", 4);

        Assert.That(consumer.Missing, Is.EqualTo(2));
        Assert.That(consumer.Sequences[Site].Gaps, Is.EqualTo(new[] { (2L, 3L) }));
    }

    [Test]
    public void Receive_PictureAsAnnounced_Agrees()
    {
        Receive(Site, "a", 1, Jpeg);

        var picture = (ThumbnailReceived)consumer.Receive($"{Site}/thumbnail/a", Jpeg);

        Assert.That((picture.Agrees, picture.Bytes, picture.Incident), Is.EqualTo((true, Jpeg.Length, "a")));
        Assert.That((consumer.Thumbnails, consumer.WrongThumbnails), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Receive_OtherPicture_DoesNotAgree()
    {
        Receive(Site, "a", 1, Jpeg);

        var picture = (ThumbnailReceived)consumer.Receive($"{Site}/thumbnail/a", [1]);

        Assert.That(picture.Agrees, Is.False);
        Assert.That((consumer.Thumbnails, consumer.WrongThumbnails), Is.EqualTo((0, 1)));
    }

    [Test]
    public void Receive_PictureOfUnseenIncident_IsNeitherRightNorWrong() =>
        Assert.That(((ThumbnailReceived)consumer.Receive($"{Site}/thumbnail/a", Jpeg)).Agrees, Is.Null);

    [Test]
    public void Receive_UnreadableBody_IsCounted()
    {
        var received = (UnknownReceived)consumer.Receive($"{Site}/incident", "{}"u8);

        Assert.That(received.Problem, Is.Not.Null);
        Assert.That(consumer.Unreadable, Is.EqualTo(1));
    }

    [Test]
    public void Receive_Summary_IsUnderstoodAndShown()
    {
        var door = new CameraSummary("door", 75, 25, 0, 0, 0, 0, 0);
        var message = new SummaryMessage(
            new(2026, 3, 1), "Asia/Shanghai", DateTimeOffset.UnixEpoch, 100, false, [new("animal", "surroundings", 2)], [door]);
        var body = ContractJson.WriteBytes(message);

        var received = (SummaryReceived)consumer.Receive($"{Site}/summary/2026-03-01", body);

        Assert.That(received.Message.Cameras, Is.EqualTo(new[] { door }));
        Assert.That(
            WatchLine.Text(received, body, DateTimeOffset.UnixEpoch),
            Is.EqualTo($"00:00:00.000 {Site} 日报 summary 2026-03-01 至今 so far, 2 incidents, 1 cameras, watched 75.0 %"));
    }

    [TestCase(Site + "/inspection/3f9a1c20b7e4")]
    [TestCase("elsewhere/v1/a/b/c/incident")]
    [TestCase("foodsafety/v1/short")]
    public void Receive_UnknownTopic_IsLeftAlone(string topic)
    {
        Assert.That(consumer.Receive(topic, "{}"u8), Is.TypeOf<UnknownReceived>().With.Property(nameof(UnknownReceived.Problem)).Null);
        Assert.That(consumer.Unreadable, Is.Zero);
    }

    private IncidentReceived Receive(string site, string incident, long seq, byte[]? picture = null, bool replayed = false)
    {
        var data = IncidentData.From(UplinkBench.Sample(incident));
        if (picture is not null)
        {
            data = data with { Thumbnail = new(Convert.ToHexStringLower(SHA256.HashData(picture)), picture.Length, $"{site}/thumbnail/{incident}") };
        }

        var message = new IncidentMessage(
            "1.0", $"{incident}-0", site, IncidentMessage.TypeOf(IncidentEvent.Opened), incident, data.Started, "application/json",
            "site", "door", seq, "boot", replayed, data);
        return (IncidentReceived)consumer.Receive($"{site}/incident", ContractJson.WriteBytes(message));
    }
}
