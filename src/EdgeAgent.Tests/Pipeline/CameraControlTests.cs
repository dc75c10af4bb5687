using EdgeAgent.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Pipeline;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CameraControlTests
{
    private static readonly CameraOrder Order = new CameraOrder.Resume();

    private readonly FakeTimeProvider time = new();
    private readonly CameraControl control;

    public CameraControlTests() => control = new CameraControl(time);

    [TestCase(true, OrderOutcome.Done)]
    [TestCase(false, OrderOutcome.DoesNotApply)]
    public async Task AskAsync_TheLoopServes_IsAnswered(bool applies, OrderOutcome expected)
    {
        var asked = control.AskAsync(Order, CancellationToken.None);

        control.Serve(_ => applies);

        Assert.That(await asked, Is.EqualTo(expected));
    }

    [Test]
    public async Task AskAsync_TheLoopHangs_IsGivenUpAndNeverCarriedOut()
    {
        var carriedOut = 0;
        var asked = control.AskAsync(Order, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.That(await asked, Is.EqualTo(OrderOutcome.NotAnswered));

        control.Serve(_ => ++carriedOut > 0);

        Assert.That(carriedOut, Is.Zero);
    }

    [Test]
    public async Task AskAsync_TheAskerLeaves_IsNeverCarriedOut()
    {
        var carriedOut = 0;
        using var leaving = new CancellationTokenSource();
        var asked = control.AskAsync(Order, leaving.Token);
        await leaving.CancelAsync();
        Assert.That(await asked, Is.EqualTo(OrderOutcome.NotAnswered));

        control.Serve(_ => ++carriedOut > 0);

        Assert.That(carriedOut, Is.Zero);
    }

    [Test]
    public async Task AskAsync_MoreThanTheBoxHolds_IsTurnedAwayAtOnce()
    {
        for (var i = 0; i < 4; i++)
        {
            _ = control.AskAsync(Order, CancellationToken.None);
        }

        Assert.That(await control.AskAsync(Order, CancellationToken.None), Is.EqualTo(OrderOutcome.NotAnswered));
    }

    [Test]
    public async Task AskAsync_NoLoopAnyMore_DoesNotApply()
    {
        control.Close();

        Assert.That(await control.AskAsync(Order, CancellationToken.None), Is.EqualTo(OrderOutcome.DoesNotApply));
    }

    [Test]
    public void AskAsync_TheDiskTakesNothing_TellsWhoAsksAndTheLoopGoesOn()
    {
        var asked = control.AskAsync(Order, CancellationToken.None);

        Assert.That(() => control.Serve(_ => throw new IOException("disk full")), Throws.Nothing);

        Assert.That(() => asked, Throws.InstanceOf<IOException>());
    }
}
