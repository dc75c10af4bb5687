using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>A floor by night from composed pictures of a real place to incidents.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class RodentFootageTests
{
    private static readonly Rect Floor = new(0, 80, 640, 280);
    private static readonly RuleOptions AtNight = new() { Rule = "animal", Hours = [Hours.Parse("22:00-05:00")] };

    private int picture;

    [SetUp]
    public void Begin() => picture = 0;

    [TestCase(12, 6, 0.5)]
    [TestCase(30, 14, 0.5)]
    [TestCase(14, 7, 1.9)]
    public async Task Replay_SomethingSmallRunsOverTheFloor_IsOneSuspicion(int length, int height, double shade)
    {
        var events = await Camera()
            .Show(10, YardFootage.Night)
            .Show(3, () => Running(length, height, shade))
            .Show(10, YardFootage.Night)
            .ReplayAsync(AtNight, Floor);

        var opened = events.Single(happened => happened.Incident.Event == IncidentEvent.Opened);
        Assert.That(opened.Second, Is.EqualTo(12).Within(2));
        Assert.That(opened.Incident.Boxes.Single().Center.Y, Is.EqualTo(150 / 360.0).Within(0.05));
    }

    [Test]
    public async Task Replay_TheSameByDay_NoIncident() => Assert.That(
        await Camera(YardFootage.Noon)
            .Show(10, YardFootage.Night)
            .Show(3, () => Running(12, 6, 0.5))
            .Show(10, YardFootage.Night)
            .ReplayAsync(AtNight, Floor),
        Is.Empty);

    [Test]
    public async Task Replay_TheSameInSomebodysPresence_NoIncident() => Assert.That(
        await Camera()
            .Show(10, () => YardFootage.Night().WithPerson(500, 200), YardFootage.PersonBox(500, 200))
            .Show(3, () => Running(12, 6, 0.5).WithPerson(500, 200), YardFootage.PersonBox(500, 200))
            .ReplayAsync(AtNight, Floor),
        Is.Empty);

    [Test]
    public async Task Replay_CurtainSways_NoIncident() =>
        Assert.That(await Camera().Show(5, YardFootage.Night).Show(60, Curtain).ReplayAsync(AtNight, Floor), Is.Empty);

    [Test]
    public async Task Replay_LightOfACarPasses_NoIncident()
    {
        var camera = Camera().Show(10, YardFootage.Night);
        for (var car = 0; car < 3; car++)
        {
            camera.Show(3, () => YardFootage.Night().Lit(new Rect(picture++ % 15 * 30, 120, 150, 120), 2)).Show(10, YardFootage.Night);
        }

        Assert.That(await camera.ReplayAsync(AtNight, Floor), Is.Empty);
    }

    [TestCase(10)]
    [TestCase(20)]
    public async Task Replay_NoisyNight_NoIncident(double noise) => Assert.That(
        await new StagedCamera(5, noise) { Start = new(2026, 5, 4, 23, 0, 0, TimeSpan.Zero) }.Show(120, YardFootage.Night).ReplayAsync(AtNight, Floor),
        Is.Empty);

    [Test]
    public async Task Replay_InsectBeforeTheLens_NoIncident() => Assert.That(
        await Camera().Show(5, YardFootage.Night).Show(60, Insect).ReplayAsync(AtNight, Floor),
        Is.Empty);

    private static StagedCamera Camera(DateTimeOffset? start = null) =>
        new(picturesPerSecond: 5) { Start = start ?? new(2026, 5, 4, 23, 0, 0, TimeSpan.Zero) };

    // A metre or two a second along a wall.
    private Mat Running(int length, int height, double shade) =>
        YardFootage.Night().Lit(new Rect(100 + (picture++ * 30), 150 - (height / 2), length, height), shade);

    private Mat Curtain()
    {
        var night = YardFootage.Night();
        var sway = (int)(8 * Math.Sin(picture++ * 0.7));
        return night.With(RealPictures.CartonFile, new Rect(250 + sway, 100, 60, 120), isRound: false);
    }

    private Mat Insect()
    {
        var night = YardFootage.Night();
        var turn = picture++ * 0.9;
        var place = new Point(320 + (int)(60 * Math.Sin(turn)), 180 + (int)(40 * Math.Cos(turn * 1.7)));
        return night.Lit(new Rect(place.X, place.Y, 20, 20), 2);
    }
}
