using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Uplink;

public sealed class OutboxPauseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Noon) { AutoAdvanceAmount = TimeSpan.Zero };
    private TempFolder folder = null!;
    private Stores stores = null!;

    [SetUp]
    public void Open()
    {
        folder = new TempFolder();
        stores = new Stores(folder.Path, time);
    }

    [TearDown]
    public void Close()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Until_BoxRestartedMeanwhile_IsStillOnAndEndsByItself()
    {
        stores.Outbox.Pause.Begin(TimeSpan.FromHours(2));
        stores.Dispose();
        time.Advance(TimeSpan.FromHours(1));
        stores = new Stores(folder.Path, time);

        Assert.That(stores.Outbox.Pause.Until, Is.EqualTo(Noon.AddHours(2)));
        time.Advance(TimeSpan.FromHours(1));
        Assert.That(stores.Outbox.Pause.Until, Is.Null);
    }

    [Test]
    public void Until_ClockWasPutBack_IsTheClocksAndNoLongerAfterARestart()
    {
        var clock = new JumpingTime(Noon);
        stores.Dispose();
        stores = new Stores(folder.Path, clock);
        clock.Jump(TimeSpan.FromHours(-10));
        stores.Outbox.Pause.Begin(TimeSpan.FromHours(1));
        var until = stores.Outbox.Pause.Until;
        stores.Dispose();
        stores = new Stores(folder.Path, clock);

        Assert.That((until, stores.Outbox.Pause.Until), Is.EqualTo(((DateTimeOffset?)Noon.AddHours(-9), (DateTimeOffset?)Noon.AddHours(-9))));
    }

    [Test]
    public void Until_EndedBefore_IsOffAlsoAfterARestart()
    {
        stores.Outbox.Pause.Begin(TimeSpan.FromHours(2));
        stores.Outbox.Pause.End();
        Assert.That(stores.Outbox.Pause.Until, Is.Null);
        stores.Dispose();

        stores = new Stores(folder.Path, time);

        Assert.That(stores.Outbox.Pause.Until, Is.Null);
    }

    [Test]
    public void Until_ClockPutBackByDays_IsOff()
    {
        stores.Outbox.Pause.Begin(OutboxPause.Longest);
        stores.Dispose();

        stores = new Stores(folder.Path, new FakeTimeProvider(Noon.AddDays(-2)));

        Assert.That(stores.Outbox.Pause.Until, Is.Null);
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(12.1)]
    public void Begin_NoLengthOrTooLong_IsRefused(double hours) => Assert.That(
        () => stores.Outbox.Pause.Begin(TimeSpan.FromHours(hours)), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Begin_DiskWithoutRoom_IsRefusedAndChangesNothing()
    {
        stores.Dispose();
        stores = new Stores(folder.Path, time, new EdgeAgent.Storage.DiskSpace(folder.Path, long.MaxValue));

        Assert.That(() => stores.Outbox.Pause.Begin(TimeSpan.FromHours(1)), Throws.InstanceOf<IOException>());
        Assert.That(stores.Outbox.Pause.Until, Is.Null);
    }
}
