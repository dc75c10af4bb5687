using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>A stove from composed pictures of a real place to incidents.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StoveFootageTests
{
    private static readonly Rect Stove = new(290, 150, 90, 60);
    private static readonly RuleOptions Unattended = new() { Rule = "unattended_fire", HoldSeconds = 20 };

    private readonly Random random = new(1);

    [TestCase(true)]
    [TestCase(false)]
    public async Task Replay_BurnsAndNobodyThere_OneIncident(bool isFlame)
    {
        var events = await Camera()
            .Show(10, () => YardFootage.Yard())
            .Show(45, () => Burning(isFlame))
            .Show(40, () => YardFootage.Yard())
            .ReplayAsync(Unattended, Stove);

        var opened = events.Single(happened => happened.Incident.Event == IncidentEvent.Opened);
        Assert.That(opened.Second, Is.EqualTo(10 + 10 + 20).Within(4));
        Assert.That(events[^1].Incident.Event, Is.EqualTo(IncidentEvent.Closed));
        Assert.That(events[^1].Second, Is.LessThan(85));
    }

    [Test]
    public async Task Replay_SomebodyBesideIt_NoIncident() => Assert.That(
        await Camera()
            .Show(60, () => Burning(isFlame: true).WithPerson(390, 130), YardFootage.PersonBox(390, 130))
            .ReplayAsync(Unattended, Stove),
        Is.Empty);

    [Test]
    public async Task Replay_SomebodyFarAway_IsUnattended() => Assert.That(
        (await Camera()
            .Show(60, () => Burning(isFlame: true).WithPerson(20, 200), YardFootage.PersonBox(20, 200))
            .ReplayAsync(Unattended, Stove)).Count(happened => happened.Incident.Event == IncidentEvent.Opened),
        Is.EqualTo(1));

    [Test]
    public async Task Replay_LeftForLessThanTheHoldTime_NoIncident()
    {
        var camera = Camera();
        for (var time = 0; time < 3; time++)
        {
            camera.Show(15, () => Burning(isFlame: true))
                .Show(5, () => Burning(isFlame: true).WithPerson(390, 130), YardFootage.PersonBox(390, 130));
        }

        Assert.That(await camera.ReplayAsync(Unattended, Stove), Is.Empty);
    }

    [Test]
    public async Task Replay_ColdAndNobodyThere_NoIncident() =>
        Assert.That(await Camera().Show(60, () => YardFootage.Yard()).ReplayAsync(Unattended, Stove), Is.Empty);

    [Test]
    public async Task Replay_ColdStoveUnderALampThatFlickers_NoIncident()
    {
        var picture = 0;
        Assert.That(
            await Camera().Show(60, () => YardFootage.Yard().Lit(picture++ % 2 == 0 ? 1 : 0.9)).ReplayAsync(Unattended, Stove),
            Is.Empty);
    }

    [Test]
    public async Task Replay_InItsBurningHoursNothingSeen_IsUnattendedToo()
    {
        var events = await Camera()
            .Show(40, () => YardFootage.Yard())
            .ReplayAsync(Unattended with { BurningHours = [Hours.Parse("11:00-13:00")] }, Stove);

        Assert.That(events.Count(happened => happened.Incident.Event == IncidentEvent.Opened), Is.EqualTo(1));
    }

    private static StagedCamera Camera() => new(picturesPerSecond: 5);

    // Tongues of flame change from picture to picture; steam is a faint cloud that rises.
    private Mat Burning(bool isFlame)
    {
        var yard = YardFootage.Yard();
        using var glow = new Mat(yard.Size(), MatType.CV_8UC3, Scalar.Black);
        for (var tongue = 0; tongue < 5; tongue++)
        {
            var place = new Point(310 + (tongue * 12) + random.Next(-4, 5), 180 + random.Next(-15, 16));
            var strength = random.Next(50, 100) / 100.0;
            var brightness = isFlame ? new Scalar(20 * strength, 120 * strength, 200 * strength) : Scalar.All(35 * strength);
            glow.Ellipse(place, new Size(6, 14), 0, 0, 360, brightness, -1);
        }

        Cv2.GaussianBlur(glow, glow, new Size(9, 9), 3);
        Cv2.Add(yard, glow, yard);
        return yard;
    }
}
