using EdgeAgent.Pipeline;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Pipeline;

public sealed class CameraPausesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly CameraPause Hour = new(Noon, Noon.AddHours(1));

    [TestCase(0, true)]
    [TestCase(59, true)]
    [TestCase(60, false)]
    [TestCase(-30, true, Description = "the clock was put back a little")]
    [TestCase(-24 * 60, false, Description = "the clock was put back by a day: better watched than blind")]
    public void IsOnAt_MinutesAfterItsBeginning_UntilItIsOver(int minutes, bool expected) =>
        Assert.That(Hour.IsOnAt(Noon.AddMinutes(minutes)), Is.EqualTo(expected));

    [Test]
    public void Find_PutByTheRunBefore_IsWhatWasPut()
    {
        using var folder = new TempFolder();
        var disk = new DiskSpace(folder.Path, 0);
        using (var database = new AgentDatabase(folder.File("agent.db"), disk))
        {
            new CameraPauses(database).Put("kitchen", Hour);
            new CameraPauses(database).Put("store", Hour);
            new CameraPauses(database).Remove("store");
        }

        using var again = new AgentDatabase(folder.File("agent.db"), disk);
        Assert.That(new CameraPauses(again).Find("kitchen"), Is.EqualTo(Hour));
        Assert.That(new CameraPauses(again).Find("store"), Is.Null);
    }
}
