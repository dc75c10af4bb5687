using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Pipeline;

public sealed class CameraPipelineTests
{
    private static readonly DateTimeOffset Noon = Scene.Noon;

    // A wait of one second takes a little longer on a real box.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1.05);

    [Test]
    public async Task RunOnceAsync_NoPictures_OneIncidentOpensAfterTheHoldTimeAndClosesOnReturn()
    {
        var time = new SteppedTime(Noon);
        using var camera = new ScriptedCamera(time, new RuleOptions { Rule = "camera_lost", HoldSeconds = 20 });
        using var ending = new CancellationTokenSource();
        var run = camera.Pipeline.RunOnceAsync(ending.Token);
        for (var i = 0; i < 40; i++)
        {
            await time.StepAsync(Step);
        }

        camera.Send(time.GetUtcNow().AddSeconds(1));
        var opened = (await camera.NextReportAsync()).Incident;
        var closed = (await camera.NextReportAsync()).Incident;
        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        Assert.That((opened.Rule, opened.Event, closed.Event), Is.EqualTo(("camera_lost", IncidentEvent.Opened, IncidentEvent.Closed)));
        Assert.That(closed.Id, Is.EqualTo(opened.Id));
        Assert.That(opened.Started - Noon, Is.GreaterThan(TimeSpan.FromSeconds(5)).And.LessThan(TimeSpan.FromSeconds(8)));
        Assert.That(opened.LastSeen - opened.Started, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(20)).And.LessThan(TimeSpan.FromSeconds(23)));
        Assert.That(closed.LastSeen - Noon, Is.GreaterThan(TimeSpan.FromSeconds(38)));
        Assert.That(() => run, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task WaitAsync_BetweenAttempts_CountsTheLossOn()
    {
        var time = new SteppedTime(Noon);
        using var camera = new ScriptedCamera(time, new RuleOptions { Rule = "camera_lost", HoldSeconds = 5 });

        var wait = camera.Pipeline.WaitAsync(TimeSpan.FromSeconds(12), CancellationToken.None);
        while (!wait.IsCompleted && !camera.HasReported)
        {
            await time.StepAsync(Step);
        }

        Assert.That((await camera.NextReportAsync()).Incident.Rule, Is.EqualTo("camera_lost"));
    }

    [Test]
    public async Task RunOnceAsync_PersonComesAndGoes_IsOneIncidentWithAPicture()
    {
        var time = new SteppedTime(Noon);
        using var camera = new ScriptedCamera(time, new RuleOptions { Rule = "intrusion", HoldSeconds = 1, CoolDownSeconds = 2 })
        {
            Found = [new DetectedObject("person", 0.9, new Box(0.4, 0.2, 0.6, 0.8))],
        };
        using var ending = new CancellationTokenSource();
        var run = camera.Pipeline.RunOnceAsync(ending.Token);
        SendMoving(camera, Noon, 10);
        var opened = await camera.NextReportAsync();
        camera.Found = [];
        SendMoving(camera, Noon.AddSeconds(2), 30);
        var closed = await camera.NextReportAsync();
        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        Assert.That((opened.Incident.Event, opened.Incident.Rule), Is.EqualTo((IncidentEvent.Opened, "intrusion")));
        Assert.That(Pictures.SizeOf(await opened.Picture!).Width, Is.EqualTo(64));
        Assert.That((closed.Incident.Event, closed.Incident.Id, closed.Picture), Is.EqualTo((IncidentEvent.Closed, opened.Incident.Id, (Task<byte[]>?)null)));
    }

    [Test]
    public async Task RunOnceAsync_StreamHiccupsForThreeSeconds_TheIncidentGoesOn()
    {
        var time = new SteppedTime(Noon);
        using var camera = new ScriptedCamera(time, new RuleOptions { Rule = "intrusion", HoldSeconds = 0, CoolDownSeconds = 2 })
        {
            Found = [new DetectedObject("person", 0.9, new Box(0.4, 0.2, 0.6, 0.8))],
        };
        using var ending = new CancellationTokenSource();
        var run = camera.Pipeline.RunOnceAsync(ending.Token);
        SendMoving(camera, Noon, 5);
        var opened = await camera.NextReportAsync();
        for (var i = 0; i < 3; i++)
        {
            await time.StepAsync(Step);
        }

        SendMoving(camera, time.GetUtcNow(), 5);
        await Eventually.Holds(() => camera.Board.Cameras[0].Frames == 10, "all pictures are worked on");
        camera.Found = [];
        SendMoving(camera, time.GetUtcNow().AddSeconds(1), 20);
        var next = await camera.NextReportAsync();
        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        Assert.That((next.Incident.Id, next.Incident.Event), Is.EqualTo((opened.Incident.Id, IncidentEvent.Closed)));
        Assert.That(next.Incident.LastSeen, Is.GreaterThanOrEqualTo(Noon + (3 * Step)), "it went on until after the hiccup");
    }

    [Test]
    public async Task ResumeAsync_ClockPutBackMeanwhile_TheIncidentClosesWhenNobodyIsThere()
    {
        using var camera = new ScriptedCamera(new SteppedTime(Noon), new RuleOptions { Rule = "intrusion", CoolDownSeconds = 2 });
        var later = Noon.AddHours(8);
        await camera.Pipeline.ResumeAsync(
            [new Incident("id", IncidentEvent.Opened, 0, "intrusion", "kitchen", "", Severity.Serious, later, later, [], 0.9)], CancellationToken.None);
        using var ending = new CancellationTokenSource();
        var run = camera.Pipeline.RunOnceAsync(ending.Token);

        SendMoving(camera, Noon, 20);
        var closed = await camera.NextReportAsync();
        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        Assert.That((closed.Incident.Id, closed.Incident.Event), Is.EqualTo(("id", IncidentEvent.Closed)));
    }

    [Test]
    public async Task ResumeAsync_RuleGone_ReportsItClosed()
    {
        using var camera = new ScriptedCamera(new SteppedTime(Noon), new RuleOptions { Rule = "animal" });
        var open = new Incident("id", IncidentEvent.Opened, 0, "intrusion", "kitchen", "", Severity.Serious, Noon, Noon, [], 0.9);

        await camera.Pipeline.ResumeAsync([open], CancellationToken.None);

        Assert.That((await camera.NextReportAsync()).Incident.Event, Is.EqualTo(IncidentEvent.Closed));
    }

    [Test]
    public void RunOnceAsync_SourceFails_PassesTheReasonOn()
    {
        using var camera = new ScriptedCamera(new SteppedTime(Noon));
        camera.Send(Noon);
        camera.Fail(StreamFailure.NoSuchStream);

        Assert.That(
            () => camera.Pipeline.RunOnceAsync(CancellationToken.None),
            Throws.TypeOf<StreamException>().With.Property("Reason").EqualTo(StreamFailure.NoSuchStream));
    }

    // Each picture is lighter or darker than the one before: something moves.
    private static void SendMoving(ScriptedCamera camera, DateTimeOffset from, int pictures)
    {
        for (var i = 0; i < pictures; i++)
        {
            camera.Send(from.AddMilliseconds(i * 200), 40 + i % 2 * 150);
        }
    }
}
