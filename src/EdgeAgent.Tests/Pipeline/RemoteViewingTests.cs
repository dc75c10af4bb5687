using EdgeAgent.Pipeline;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Pipeline;

public sealed class RemoteViewingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly RemoteView Door = new("live", "a", "door", Noon, Noon.AddMinutes(1));

    private FakeTimeProvider time = null!;
    private TempFolder folder = null!;
    private AgentDatabase database = null!;
    private RemoteViewing viewing = null!;

    [SetUp]
    public void Make()
    {
        time = new FakeTimeProvider(Noon);
        folder = new TempFolder();
        Open();
    }

    [TearDown]
    public void Close()
    {
        database.Dispose();
        folder.Dispose();
    }

    [Test]
    public void TryBegin_NothingAgainstIt_IsShownUntilItIsOver()
    {
        using (var look = viewing.TryBegin(Door, out var refusal))
        {
            Assert.That((look?.View, refusal, viewing.Viewing), Is.EqualTo((Door, (string?)null, Door)));
        }

        Assert.That(viewing.Viewing, Is.Null);
    }

    [Test]
    public void TryBegin_AnotherGoesOn_IsRefused()
    {
        using var look = viewing.TryBegin(Door, out _);

        Assert.That(viewing.TryBegin(Door with { Camera = "store", Command = "stream" }, out var refusal), Is.Null);
        Assert.That(refusal, Is.EqualTo("live of door goes on until 2026-05-04 12:01:00Z, and only one is shown at a time"));
        Assert.That(viewing.Viewing, Is.EqualTo(Door));
    }

    [Test]
    public void PauseFor_WhileSomebodyLooks_EndsItAndRefusesTheNext()
    {
        using var look = viewing.TryBegin(Door, out _)!;

        viewing.PauseFor(TimeSpan.FromHours(1));

        Assert.That(look.Paused.IsCancellationRequested);
        look.Dispose();
        Assert.That(viewing.TryBegin(Door, out var refusal), Is.Null);
        Assert.That(refusal, Is.EqualTo("the owner has paused remote viewing until 2026-05-04 13:00:00Z"));
    }

    [Test]
    public void Pause_ItsTimeIsOver_IsNone()
    {
        viewing.PauseFor(TimeSpan.FromHours(1));
        Assert.That(viewing.Pause?.Until, Is.EqualTo(Noon.AddHours(1)));

        time.Advance(TimeSpan.FromHours(1));

        Assert.That((viewing.Pause, viewing.WhyNot("door")), Is.EqualTo(((CameraPause?)null, (string?)null)));
    }

    [Test]
    public void Resume_Paused_MayLookAgain()
    {
        viewing.PauseFor(TimeSpan.FromHours(1));
        viewing.Resume();

        Assert.That(viewing.WhyNot("door"), Is.Null);
    }

    [Test]
    public void PauseFor_AgentStartsAnew_IsStillPaused()
    {
        viewing.PauseFor(TimeSpan.FromHours(1));
        database.Dispose();
        Open();

        Assert.That(viewing.Pause, Is.EqualTo(new CameraPause(Noon, Noon.AddHours(1))));
    }

    [Test]
    public void PauseFor_LongerThanAnyPauseMayBe_IsRefused() =>
        Assert.That(() => viewing.PauseFor(CameraPause.Longest + TimeSpan.FromTicks(1)), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void WhyNot_CameraPausedByItsOwner_SaysSo()
    {
        new CameraPauses(database).Put("door", new CameraPause(Noon, Noon.AddMinutes(15)));

        Assert.That(viewing.WhyNot("door"), Is.EqualTo("the owner has paused door until 2026-05-04 12:15:00Z"));
        Assert.That(viewing.WhyNot("store"), Is.Null);
    }

    [Test]
    public void WhyNot_ClockWasSetMeanwhile_PausesLastAsLongAsTheyWereMeant()
    {
        var clock = new JumpingTime(Noon);
        var steady = new SteadyTime(clock);
        var pauses = new CameraPauses(database);
        var looking = new RemoteViewing(database, pauses, steady);
        clock.Jump(TimeSpan.FromHours(6));
        pauses.Put("door", new CameraPause(clock.GetUtcNow(), clock.GetUtcNow().AddMinutes(15)));
        looking.PauseFor(TimeSpan.FromHours(8));
        looking.Resume();

        Assert.That(looking.WhyNot("door"), Does.EndWith("until 2026-05-04 18:15:00Z"));
        clock.Advance(TimeSpan.FromMinutes(16));
        Assert.That(looking.WhyNot("door"), Is.Null);

        looking.PauseFor(TimeSpan.FromHours(8));
        var afterAStart = new RemoteViewing(database, pauses, new SteadyTime(clock));
        Assert.That((looking.PausedUntil, afterAStart.PausedUntil), Is.EqualTo(((DateTimeOffset?)Noon.AddHours(14).AddMinutes(16), (DateTimeOffset?)Noon.AddHours(14).AddMinutes(16))));
    }

    private void Open()
    {
        database = new AgentDatabase(folder.File("agent.db"), new DiskSpace(folder.Path, 0));
        viewing = new RemoteViewing(database, new CameraPauses(database), new SteadyTime(time));
    }
}
