using EdgeAgent.Pipeline;
using EdgeAgent.Tests.Rules;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Pipeline;

public sealed class CameraSupervisorTests
{
    [Test]
    public async Task RunAsync_FailsAgainAndAgain_WaitsLongerEachTimeUntilItWorked()
    {
        var time = new SteppedTime(Scene.Noon);
        using var camera = new ScriptedCamera(time);
        for (var i = 0; i < 5; i++)
        {
            camera.Fail(StreamFailure.Unreachable);
        }

        camera.Send(Scene.Noon);
        camera.Fail(StreamFailure.Stalled);
        using var ending = new CancellationTokenSource();
        var run = camera.Supervisor().RunAsync(ending.Token);

        // Seven openings: five refused, one with a picture that then fails, and one more.
        while (Openings(camera).Count < 7)
        {
            await time.StepAsync(TimeSpan.FromSeconds(1));
        }

        await ending.CancelAsync();
        var openings = Openings(camera);
        var waits = openings.Zip(openings.Skip(1), (one, next) => (next - one).TotalSeconds).ToList();

        Assert.That(() => run, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(waits[..5], Is.Ordered);
        Assert.That(waits[0], Is.LessThanOrEqualTo(2));
        Assert.That(waits[4], Is.InRange(7, 17), "15 s at most, and a step");
        Assert.That(waits[5], Is.LessThanOrEqualTo(2), "it worked: the next wait is a short one");
        Assert.That(camera.Board.Cameras.Single(), Has.Property("Restarts").EqualTo(6).And.Property("State").EqualTo(CameraState.Stalled));
    }

    [Test]
    public async Task RunAsync_LoginIsHeldBack_WaitsForAsLongAndSaysUntilWhen()
    {
        var time = new SteppedTime(Scene.Noon);
        using var camera = new ScriptedCamera(time);
        camera.Fail(StreamFailure.LoginRefused, TimeSpan.FromMinutes(7));
        camera.Fail(StreamFailure.LoginRefused, TimeSpan.FromMinutes(15));
        using var ending = new CancellationTokenSource();
        var run = camera.Supervisor().RunAsync(ending.Token);
        DateTimeOffset? promised = null;
        while (Openings(camera).Count < 3)
        {
            promised ??= camera.Status.NextAttempt;
            await time.StepAsync(TimeSpan.FromSeconds(1));
        }

        await ending.CancelAsync();
        var openings = Openings(camera);

        Assert.That(() => run, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((openings[1] - openings[0]).TotalSeconds, Is.InRange(420, 422));
        Assert.That((openings[2] - openings[1]).TotalSeconds, Is.InRange(900, 903));
        Assert.That(promised, Is.EqualTo(openings[1]).Within(TimeSpan.FromSeconds(3)));
    }

    private static List<DateTimeOffset> Openings(ScriptedCamera camera)
    {
        lock (camera.Openings)
        {
            return [.. camera.Openings];
        }
    }
}
