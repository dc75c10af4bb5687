using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Rules;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>A pause as the camera's own loop carries it out.</summary>
public sealed class CameraPauseTests
{
    private static readonly DateTimeOffset Noon = Scene.Noon;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1.05);
    private static readonly CameraOrder QuarterOfAnHour = new CameraOrder.Pause(TimeSpan.FromMinutes(15));

    [Test]
    public async Task Pause_SomebodyInView_NothingStaysOpenAndNothingOpensUntilItIsOver()
    {
        var time = new SteppedTime(Noon);
        using var camera = new ScriptedCamera(
            time, new RuleOptions { Rule = "intrusion", HoldSeconds = 0 }, new RuleOptions { Rule = "camera_lost", HoldSeconds = 5 })
        {
            Found = [new DetectedObject("person", 0.9, new Box(0.4, 0.2, 0.6, 0.8))],
        };
        using var ending = new CancellationTokenSource();
        var run = camera.Supervisor().RunAsync(ending.Token);
        for (var i = 0; i < 10; i++)
        {
            camera.Send(Noon.AddMilliseconds(i * 200), 40 + i % 2 * 150);
        }

        var opened = (await camera.NextReportAsync()).Incident;

        Assert.That(await AskAsync(camera, time, QuarterOfAnHour), Is.EqualTo(OrderOutcome.Done));
        var closed = (await camera.NextReportAsync()).Incident;
        await Eventually.Holds(() => camera.Status.State == CameraState.Paused, "the camera is paused");
        Assert.That((closed.Id, closed.Event), Is.EqualTo((opened.Id, IncidentEvent.Closed)));
        Assert.That(camera.IsOpen, Is.False);
        Assert.That(camera.Status.NextAttempt, Is.EqualTo(camera.Status.Since.AddMinutes(15)));
        Assert.That(camera.Status.Reason, Does.Contain("until"));
        Assert.That(await AskAsync(camera, time, QuarterOfAnHour), Is.EqualTo(OrderOutcome.DoesNotApply), "it is paused already");

        var reported = false;
        var until = camera.Status.NextAttempt!.Value;
        while (camera.Status.State == CameraState.Paused)
        {
            reported |= camera.HasReported;
            await time.StepAsync(TimeSpan.FromSeconds(20));
        }

        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.That(reported, Is.False, "a paused camera is not lost");
        Assert.That(camera.Openings[1], Is.GreaterThanOrEqualTo(until).And.LessThan(until.AddMinutes(1)));
    }

    [Test]
    public async Task Pause_AgentStartsAgainMeanwhile_GoesOnAndCanBeEnded()
    {
        using var folder = new TempFolder();
        var time = new SteppedTime(Noon);
        using (var before = new ScriptedCamera(time, folder))
        {
            using var ending = new CancellationTokenSource();
            var run = before.Supervisor().RunAsync(ending.Token);
            Assert.That(await AskAsync(before, time, QuarterOfAnHour), Is.EqualTo(OrderOutcome.Done));
            await ending.CancelAsync();
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        time.Advance(TimeSpan.FromMinutes(5));
        using var after = new ScriptedCamera(time, folder);
        using var end = new CancellationTokenSource();
        var again = after.Supervisor().RunAsync(end.Token);
        await Eventually.Holds(() => after.Status.State == CameraState.Paused, "it is paused still");
        Assert.That(after.Status.Since, Is.EqualTo(Noon).Within(TimeSpan.FromSeconds(10)), "since the other run");
        Assert.That(after.Openings, Is.Empty);
        Assert.That(after.Recording.IsRunning, Is.False);

        Assert.That(await AskAsync(after, time, new CameraOrder.Resume()), Is.EqualTo(OrderOutcome.Done));
        await Eventually.Holds(() => after.IsOpen, "the stream is opened");
        Assert.That(after.Recording.IsRunning, Is.True);
        Assert.That(after.Status.State, Is.EqualTo(CameraState.Starting));
        await end.CancelAsync();
        await again.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Test]
    public async Task Pause_WhileWaitingToTryALoginAgain_BeginsAndIsToldAsSuch()
    {
        var time = new SteppedTime(Noon);
        using var camera = new ScriptedCamera(time);
        camera.Fail(EdgeAgent.Video.StreamFailure.LoginRefused);
        using var ending = new CancellationTokenSource();
        var run = camera.Supervisor().RunAsync(ending.Token);
        await Eventually.Holds(() => camera.Status.State == CameraState.LoginRefused, "the login is refused");

        Assert.That(await AskAsync(camera, time, QuarterOfAnHour), Is.EqualTo(OrderOutcome.Done));

        await Eventually.Holds(() => camera.Status.State == CameraState.Paused, "the camera is paused");
        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [TestCase(0)]
    [TestCase(-5)]
    [TestCase(12 * 60 + 1)]
    public async Task Pause_LengthThatNoPauseHas_DoesNotApply(int minutes)
    {
        var time = new SteppedTime(Noon);
        using var camera = new ScriptedCamera(time);
        using var ending = new CancellationTokenSource();
        var run = camera.Supervisor().RunAsync(ending.Token);

        Assert.That(
            await AskAsync(camera, time, new CameraOrder.Pause(TimeSpan.FromMinutes(minutes))), Is.EqualTo(OrderOutcome.DoesNotApply));

        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Test]
    public async Task Resume_NotPaused_DoesNotApply()
    {
        var time = new SteppedTime(Noon);
        using var camera = new ScriptedCamera(time);
        using var ending = new CancellationTokenSource();
        var run = camera.Supervisor().RunAsync(ending.Token);

        Assert.That(await AskAsync(camera, time, new CameraOrder.Resume()), Is.EqualTo(OrderOutcome.DoesNotApply));
        Assert.That(await AskAsync(camera, time, new CameraOrder.AcceptView()), Is.EqualTo(OrderOutcome.DoesNotApply), "it has not moved");

        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // On a busy machine the time could go on for longer than a pause before the answer that was given has come.
    private static readonly TimeSpan AnswerComes = TimeSpan.FromMilliseconds(50);

    private static async Task<OrderOutcome> AskAsync(ScriptedCamera camera, SteppedTime time, CameraOrder order)
    {
        var asked = camera.Control.AskAsync(order, CancellationToken.None);
        do
        {
            await time.StepAsync(Step);
        }
        while (await Task.WhenAny(asked, Task.Delay(AnswerComes, TimeProvider.System)) != asked);

        return await asked;
    }
}
