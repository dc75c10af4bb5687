using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>Rules about things that are left, from composed pictures of a real place to incidents.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LeftThingFootageTests
{
    private static readonly Rect Paving = new(200, 100, 300, 200);
    private static readonly RuleOptions DirtyFloor = new() { Rule = "dirty_floor" };

    [TestCase("dirty_floor")]
    [TestCase("bin_open")]
    [TestCase("clutter")]
    public async Task Replay_ThingLeftForLongerThanTheHoldTime_OneIncidentAtItsPlace(string rule)
    {
        var camera = new StagedCamera()
            .Show(60, () => YardFootage.Yard())
            .Show(200, () => YardFootage.Yard().WithCarton())
            .Show(60, () => YardFootage.Yard());

        var events = await camera.ReplayAsync(new RuleOptions { Rule = rule }, Paving);

        var opened = events.Single(happened => happened.Incident.Event == IncidentEvent.Opened);
        var closed = events.Single(happened => happened.Incident.Event == IncidentEvent.Closed);
        Assert.That(opened.Second, Is.EqualTo(60 + 10 + 120).Within(5));
        Assert.That(opened.Incident.Boxes.Single().IntersectionOverUnion(YardFootage.BoxOf(YardFootage.OnPaving)), Is.GreaterThan(0.7));
        Assert.That(opened.Incident.Zone, Is.EqualTo("place"));
        Assert.That(closed.Second, Is.EqualTo(260).Within(5));
    }

    [Test]
    public async Task Replay_PersonsPassBeforeTheThing_StillOneIncident()
    {
        var camera = new StagedCamera()
            .Show(60, () => YardFootage.Yard())
            .Show(5, () => YardFootage.Yard().WithCarton().WithPerson(330, 110), YardFootage.PersonBox(330, 110));
        for (var time = 0; time < 5; time++)
        {
            camera.Show(35, () => YardFootage.Yard().WithCarton())
                .Show(6, () => YardFootage.Yard().WithCarton().WithPerson(295, 100), YardFootage.PersonBox(295, 100));
        }

        var events = await camera.ReplayAsync(DirtyFloor, Paving);

        Assert.That(events.Select(happened => happened.Incident.Id).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Replay_ThingCarriedOffBefore_NoIncident() => Assert.That(
        await new StagedCamera()
            .Show(60, () => YardFootage.Yard())
            .Show(110, () => YardFootage.Yard().WithCarton())
            .Show(60, () => YardFootage.Yard())
            .ReplayAsync(DirtyFloor, Paving),
        Is.Empty);

    [Test]
    public async Task Replay_ThingLeftBesideTheZone_NoIncident() => Assert.That(
        await new StagedCamera()
            .Show(60, () => YardFootage.Yard())
            .Show(160, () => YardFootage.Yard().WithCarton(new Rect(120, 200, 44, 32)))
            .ReplayAsync(DirtyFloor, Paving),
        Is.Empty);

    [Test]
    public async Task Replay_PersonStandsForThreeMinutes_NoIncident() => Assert.That(
        await new StagedCamera()
            .Show(60, () => YardFootage.Yard())
            .Show(180, () => YardFootage.Yard().WithPerson(300, 130), YardFootage.PersonBox(300, 130))
            .Show(60, () => YardFootage.Yard())
            .ReplayAsync(DirtyFloor, Paving),
        Is.Empty);

    [Test]
    public async Task Replay_LightSwitchedOff_NoIncident() => Assert.That(
        await new StagedCamera()
            .Show(60, () => YardFootage.Yard())
            .Show(160, () => YardFootage.Yard().Lit(0.45))
            .Show(160, () => YardFootage.Yard())
            .ReplayAsync(DirtyFloor, Paving),
        Is.Empty);

    [Test]
    public async Task Replay_ThingThatWasAlwaysThereTakenAway_NoIncident() => Assert.That(
        await new StagedCamera()
            .Show(60, () => YardFootage.Yard().WithCarton())
            .Show(200, () => YardFootage.Yard())
            .ReplayAsync(DirtyFloor, Paving),
        Is.Empty);

    [Test]
    public async Task Replay_CameraTurnedAway_TheNewViewIsNoThing() => Assert.That(
        (await new StagedCamera()
            .Show(60, () => YardFootage.Yard())
            .Show(240, Turned)
            .ReplayAsync(DirtyFloor, Paving)).Count(happened => happened.Incident.Event == IncidentEvent.Opened),
        Is.Zero);

    private static Mat Turned()
    {
        using var yard = YardFootage.Yard();
        using var part = yard.SubMat(0, 225, 0, 400);
        var turned = new Mat();
        Cv2.Resize(part, turned, yard.Size());
        return turned.Flip(FlipMode.Y);
    }
}
