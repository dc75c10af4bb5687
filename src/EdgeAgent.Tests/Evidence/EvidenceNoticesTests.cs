using EdgeAgent.Evidence;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Evidence;

public sealed class EvidenceNoticesTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public void All_NotToldYet_StaysOverRestartsHoweverLong()
    {
        using var folder = new TempFolder();
        Open(folder).Add(EvidenceLoss.DatabaseDamaged, "agent.db.damaged-1", "page 7");

        time.Advance(TimeSpan.FromDays(100));

        Assert.That(Open(folder).All.Select(notice => (notice.Loss, notice.Detail, notice.Reason)), Is.EqualTo(new[] { (EvidenceLoss.DatabaseDamaged, "agent.db.damaged-1", "page 7") }));
    }

    [TestCase(6, 1)]
    [TestCase(8, 0)]
    [TestCase(-20_000, 0, Description = "a clock that was put back does not keep it for ever")]
    public void All_Told_IsShownForAWeek(int days, int shown)
    {
        using var folder = new TempFolder();
        var notices = Open(folder);
        notices.Add(EvidenceLoss.RecordsMissing, "3-4");
        notices.AreTold(notices.All);

        var later = new FakeTimeProvider(time.GetUtcNow().AddDays(days));

        Assert.That(new EvidenceNotices(folder.File("notices.json"), later).All, Has.Count.EqualTo(shown));
    }

    [Test]
    public void Add_KnownAlready_IsNoSecond()
    {
        using var folder = new TempFolder();
        var notices = Open(folder);

        notices.Add(EvidenceLoss.RecordsMissing, "3-4");
        notices.Add(EvidenceLoss.RecordsMissing, "3-4");
        notices.Add(EvidenceLoss.RecordsMissing, "5-6");

        Assert.That(notices.All.Select(notice => notice.Detail), Is.EqualTo(new[] { "3-4", "5-6" }));
    }

    [Test]
    public void Add_Countless_KeepsTheNewest()
    {
        using var folder = new TempFolder();
        var notices = Open(folder);
        for (var number = 1; number <= 50; number++)
        {
            notices.Add(EvidenceLoss.RowsMissing, $"{number}");
        }

        Assert.That(Open(folder).All, Has.Count.EqualTo(20).And.Some.Property("Detail").EqualTo("50"));
    }

    [Test]
    public void All_FileIsSpoilt_IsNoReasonNotToStart()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("notices.json"), "[{");

        Assert.That(Open(folder).All, Is.Empty);
    }

    private EvidenceNotices Open(TempFolder folder) => new(folder.File("notices.json"), time);
}
