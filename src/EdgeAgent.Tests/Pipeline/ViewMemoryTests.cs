using EdgeAgent.Pipeline;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Pipeline;

public sealed class ViewMemoryTests
{
    private static readonly ViewReference Seen = ViewReference.None with { Width = 640, Height = 360 };

    [Test]
    public void Recall_FileDamaged_LearnsAnewInsteadOfFailing()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("kitchen.json"), "{ half");

        Assert.That(Memory(folder.Path, new FakeTimeProvider()).Recall(), Is.Null);
    }

    [Test]
    public void Keep_ChangingWithEachPicture_IsWrittenEveryTenMinutes()
    {
        using var folder = new TempFolder();
        var time = new FakeTimeProvider();
        var memory = Memory(folder.Path, time);
        memory.KeepNow(Seen);

        time.Advance(TimeSpan.FromMinutes(9));
        memory.Keep(() => Seen with { Width = 704 });
        Assert.That(Memory(folder.Path, time).Recall()!.Width, Is.EqualTo(640));

        time.Advance(TimeSpan.FromMinutes(1));
        memory.Keep(() => Seen with { Width = 704 });
        Assert.That(Memory(folder.Path, time).Recall()!.Width, Is.EqualTo(704));
    }

    [Test]
    public void KeepNow_FolderCannotBeWritten_IsNoReasonToStopWatching()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("views"), "in the way");

        Assert.That(() => Memory(folder.File("views"), new FakeTimeProvider()).KeepNow(Seen), Throws.Nothing);
    }

    private static ViewMemory Memory(string folder, TimeProvider time) =>
        new("kitchen", new ViewReferences(folder), time, NullLogger<ViewMemory>.Instance);
}
