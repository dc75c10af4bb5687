using System.Text.Json;
using EdgeAgent.Cameras;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

public sealed class VerdictDeskTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private TempFolder folder = null!;
    private Stores stores = null!;
    private Examples examples = null!;
    private IncidentCrops crops = null!;
    private RejectedThings rejected = null!;
    private VerdictDesk desk = null!;

    [SetUp]
    public void MakeDesk()
    {
        folder = new TempFolder();
        var time = new FakeTimeProvider(Noon);
        var disk = new DiskSpace(folder.Path, 0);
        stores = new Stores(folder.Path, time, disk);
        examples = new Examples(folder.File("examples"));
        var rules = new RulesOptions { TimeZone = "UTC", Active = [new RuleOptions { Rule = "no_hat" }, new RuleOptions { Rule = "no_mask" }] };
        var settings = new PipelineSettings([new CameraOptions { Id = "hall" }], new(), new(), new(), rules, "site");
        var shelf = new CropShelf(folder.File("crops"), disk, time);
        crops = new IncidentCrops(settings, shelf, examples, new SteadyTime(time), NullLogger<IncidentCrops>.Instance);
        rejected = new RejectedThings(folder.File("rejected"), NullLogger<RejectedThings>.Instance);
        desk = new VerdictDesk(stores.Evidence, crops, rejected, time, NullLogger<VerdictDesk>.Instance);
        Offer(shelf, "hat", 0.9);
        Offer(shelf, "hat", 0.8);
        Offer(shelf, "mask", 0.9);
    }

    [TearDown]
    public void Close()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Give_Rejected_IsKeptToldAndMakesGoodExamplesOfTheRulesHead()
    {
        var incident = Open();

        var outcome = desk.Give(incident.Id, Finding.Rejected, VerdictGiver.Owner);

        var verdict = new IncidentVerdict(Finding.Rejected, VerdictGiver.Owner, Noon);
        Assert.That(outcome, Is.EqualTo(VerdictOutcome.Done));
        Assert.That(stores.Evidence.Find(incident.Id)?.Verdict, Is.EqualTo(verdict));
        Assert.That(rejected.Of("hall"), Is.Empty, "the person is not to be overlooked");
        Assert.That(examples.Of("hat").Select(example => example.Mark), Is.EqualTo(new[] { CropMark.Good, CropMark.Good }));
        Assert.That(examples.Of("mask"), Is.Empty);
    }

    [Test]
    public void Give_ConfirmedAfterAll_TurnsTheExamplesRound()
    {
        var incident = Open();
        desk.Give(incident.Id, Finding.Rejected, VerdictGiver.Owner);

        desk.Give(incident.Id, Finding.Confirmed, VerdictGiver.Owner);

        Assert.That(rejected.Of("hall"), Is.Empty);
        Assert.That(examples.Of("hat").Select(example => example.Mark), Is.EqualTo(new[] { CropMark.Bad, CropMark.Bad }));
    }

    [Test]
    public void Give_ThingRejectedAndConfirmedAfterAll_IsRememberedAndForgotten()
    {
        var incident = Open("intrusion");
        desk.Give(incident.Id, Finding.Rejected, VerdictGiver.Owner);
        var known = rejected.Of("hall").Select(thing => (thing.Incident, thing.Rule)).ToList();

        desk.Give(incident.Id, Finding.Confirmed, VerdictGiver.Owner);

        Assert.That(known, Is.EqualTo(new[] { (incident.Id, "intrusion") }));
        Assert.That(rejected.Of("hall"), Is.Empty);
    }

    [Test]
    public void Give_IncidentGoesOn_TheVerdictStays()
    {
        var incident = Open();
        desk.Give(incident.Id, Finding.Rejected, VerdictGiver.Owner);

        Keep(incident with { Event = IncidentEvent.Closed, Revision = 1 });

        Assert.That(stores.Evidence.Find(incident.Id), Has.Property("Verdict").Not.Null);
    }

    [Test]
    public void Give_ItsRowFailsOnce_TakesEffectWithItsExamples()
    {
        var incident = Open();
        var fails = true;
        stores.Journal.Keep<JsonElement>(RecordKind.Verdict, (_, _) =>
        {
            if (fails)
            {
                throw new IOException("on purpose");
            }
        });

        Assert.That(desk.Give(incident.Id, Finding.Rejected, VerdictGiver.Owner), Is.EqualTo(VerdictOutcome.Done));
        fails = false;
        Keep(incident with { Event = IncidentEvent.Closed, Revision = 1 });

        Assert.That(examples.Of("hat"), Has.Count.EqualTo(2));
        Assert.That(stores.Evidence.Find(incident.Id)?.Verdict?.Finding, Is.EqualTo(Finding.Rejected));
    }

    [Test]
    public void Give_OfficeHasDecided_TheOwnerCannotChangeIt()
    {
        var incident = Open();
        desk.Give(incident.Id, Finding.Rejected, VerdictGiver.Owner);
        desk.Give(incident.Id, Finding.Confirmed, VerdictGiver.Office);

        Assert.That(desk.Give(incident.Id, Finding.Rejected, VerdictGiver.Owner), Is.EqualTo(VerdictOutcome.OfficeHasDecided));
        Assert.That(stores.Evidence.Find(incident.Id)?.Verdict?.Finding, Is.EqualTo(Finding.Confirmed));
    }

    [Test]
    public void Give_UnknownIncident_IsNone() =>
        Assert.That(desk.Give("none", Finding.Rejected, VerdictGiver.Owner), Is.EqualTo(VerdictOutcome.NoSuchIncident));

    private Incident Open(string rule = "no_hat")
    {
        var incident = new Incident(
            "a1", IncidentEvent.Opened, 0, rule, "hall", "", Severity.Warning, Noon, Noon, [new Box(0, 0, 1, 1)], 0.9)
        {
            OpeningBoxes = [new Box(0, 0, 1, 1)],
            Tracks = [7],
        };
        using var picture = new Mat(40, 40, MatType.CV_8UC3, Scalar.Gray);
        Keep(incident, stores.Evidence.SavePicture(incident, "picture", picture.ImEncode(".jpg")));
        crops.Keep(incident);
        return incident;
    }

    private void Keep(Incident incident, PictureFile? picture = null) => stores.Keep(new IncidentRecord(incident, picture, null));

    private static void Offer(CropShelf shelf, string head, double score)
    {
        using var crop = new Mat(40, 40, MatType.CV_8UC3, Scalar.Gray);
        shelf.Offer(head, CropId.Of("hall", 7, Noon, score), crop);
    }
}
