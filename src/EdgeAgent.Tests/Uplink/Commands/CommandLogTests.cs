using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Uplink.Commands;

public sealed class CommandLogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Find_EndedByTheRunBefore_IsWhatWasNoted()
    {
        using var folder = new TempFolder();
        var disk = new DiskSpace(folder.Path, 0);
        CommandEntry noted;
        using (var database = new AgentDatabase(folder.File("agent.db"), disk))
        {
            var log = new CommandLog(database);
            noted = log.End(log.Begin("a", "snapshot", Noon, null), CommandAnswer.Done(new { camera = "大门" }, "fine"), Noon.AddSeconds(2));
            log.Begin("b", "live", Noon, ReplyState.Accepted);
        }

        using var again = new AgentDatabase(folder.File("agent.db"), disk);
        var read = new CommandLog(again);
        Assert.That(read.Find("a"), Is.EqualTo(noted));
        Assert.That(read.ResultOf(noted)!.Value.GetProperty("camera").GetString(), Is.EqualTo("大门"));
        Assert.That(read.GoingOn().Select(entry => entry.RequestId), Is.EqualTo(new[] { "b" }));
        Assert.That(read.Newest(10).Select(entry => entry.RequestId), Is.EqualTo(new[] { "b", "a" }));
        Assert.That(read.Begin("c", "live", Noon, null).Number, Is.EqualTo(3));
    }

    [Test]
    public void Begin_MoreThanIsKept_ForgetsTheOldest()
    {
        using var folder = new TempFolder();
        var disk = new DiskSpace(folder.Path, 0);
        using (var database = new AgentDatabase(folder.File("agent.db"), disk))
        {
            var rows = Enumerable.Range(1, CommandLog.Kept).Select(number =>
                CommandRow.From(new CommandEntry(number, $"r{number}", "snapshot", Noon, ReplyState.Done, null, Noon), null));
            database.InTransaction(() => database.Collection<CommandRow>(CommandRow.Collection).InsertBulk(rows));
        }

        using var full = new AgentDatabase(folder.File("agent.db"), disk);
        var log = new CommandLog(full);
        log.Begin("new", "snapshot", Noon, null);

        Assert.That((log.Find("r1"), log.Find("r2")?.Number, log.Find("new")?.Number), Is.EqualTo(((CommandEntry?)null, (long?)2, (long?)CommandLog.Kept + 1)));
        Assert.That(new CommandLog(full).Newest(int.MaxValue), Has.Count.EqualTo(CommandLog.Kept));
    }

    [Test]
    public void Kept_Always_OutlastsWhatIsAllowedInACommandsLongestValidity() =>
        Assert.That(CommandLog.Kept, Is.GreaterThan(CommandDesk.AtOnce + (CommandTimes.Longest / CommandDesk.OneMoreEach)));

    [Test]
    public void Begin_DiskFull_NotesNothing()
    {
        using var folder = new TempFolder();
        var room = new DiskSpace(folder.Path, 0);
        using (new AgentDatabase(folder.File("agent.db"), room))
        {
        }

        using var database = new AgentDatabase(folder.File("agent.db"), new DiskSpace(folder.Path, long.MaxValue));
        var log = new CommandLog(database);

        Assert.That(() => log.Begin("a", "snapshot", Noon, null), Throws.InstanceOf<IOException>());
        Assert.That(log.Find("a"), Is.Null);
        Assert.That(log.Newest(1), Is.Empty);
    }

    [Test]
    public void CommandAnswer_Result_IsWrittenAsTheContractWrites() => Assert.That(
        CommandAnswer.Done(new { TakenAt = Noon }).Result!.Value.GetRawText(), Is.EqualTo("{\"TakenAt\":\"2026-03-01T12:00:00.000Z\"}").IgnoreCase);
}
