using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>The camera's view: learnt, kept, accepted anew.</summary>
public sealed class CameraOrdersTests
{
    [Test]
    public async Task AcceptView_CameraHasMoved_IsAcceptedAndKept()
    {
        var time = new SteppedTime(Scene.Noon);
        using var camera = new ScriptedCamera(time);
        camera.Monitor.Seen(new Moment(Scene.Noon, [], Condition: PictureCondition.Moved), 0, 0);

        var asked = camera.Control.AskAsync(new CameraOrder.AcceptView(), CancellationToken.None);
        camera.Orders.Serve();

        Assert.That(await asked, Is.EqualTo(OrderOutcome.Done));
        Assert.That(camera.Views.Load("kitchen"), Is.Not.Null, "a restart does not bring the old view back");
    }

    [TestCase(10)]
    [TestCase(-10)]
    public void Pause_ClockIsSet_LastsAsLongAsWasWanted(double hours)
    {
        var time = new JumpingTime(Scene.Noon);
        using var camera = new ScriptedCamera(time);
        _ = camera.Control.AskAsync(new CameraOrder.Pause(TimeSpan.FromHours(1)), CancellationToken.None);
        camera.Orders.Serve();
        time.Jump(TimeSpan.FromHours(hours));

        time.Advance(TimeSpan.FromMinutes(59));
        Assert.That(camera.Pipeline.IsPaused, Is.True);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.That(camera.Pipeline.IsPaused, Is.False);
    }

    [TestCase(PictureCondition.Covered)]
    [TestCase(PictureCondition.Clear)]
    public async Task AcceptView_CameraHasNotMoved_DoesNotApply(PictureCondition condition)
    {
        using var camera = new ScriptedCamera(new SteppedTime(Scene.Noon));
        camera.Monitor.Seen(new Moment(Scene.Noon, [], Condition: condition), 0, 0);

        var asked = camera.Control.AskAsync(new CameraOrder.AcceptView(), CancellationToken.None);
        camera.Orders.Serve();

        Assert.That(await asked, Is.EqualTo(OrderOutcome.DoesNotApply));
        Assert.That(camera.Views.Load("kitchen"), Is.Null);
    }
}
