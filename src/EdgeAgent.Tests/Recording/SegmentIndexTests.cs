using EdgeAgent.Cameras;
using EdgeAgent.Recording;

namespace EdgeAgent.Tests.Recording;

public sealed class SegmentIndexTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8));

    [Test]
    public void Index_AddedRemovedAndFoundAtRandom_IsWhatTheFilesSay()
    {
        using var shelf = new Shelf();
        var random = new Random(7);
        HashSet<Segment> kept = [];
        for (var round = 0; round < 1500; round++)
        {
            // Some twenty days with overlaps, as a clock that is set back leaves them.
            var segment = new Segment(
                random.Next(4) == 0 ? StreamRole.Sub : StreamRole.Main,
                (Midnight + TimeSpan.FromMilliseconds(random.Next(20 * 24 * 3600) * 1000L)).ToUniversalTime(),
                TimeSpan.FromMilliseconds(random.Next(1, 12_000)),
                (uint)random.Next(3),
                random.Next(1, 50));
            if (random.Next(3) == 0 && kept.Count > 0)
            {
                segment = kept.ElementAt(random.Next(kept.Count));
                shelf.Index.Remove("a", segment);
                kept.Remove(segment);
            }
            else if (!kept.Any(other => other.FileName == segment.FileName))
            {
                shelf.Add("a", segment);
                kept.Add(segment);
            }

            if (round % 50 == 0)
            {
                AssertHolds(shelf.Index, kept, random);
            }
        }

        AssertHolds(shelf.Index, kept, random);
        AssertHolds(shelf.Anew(), kept, random);
    }

    [Test]
    public void Day_SegmentBegunBeforeMidnight_LiesInTheDayInWhichItBegins()
    {
        using var shelf = new Shelf();
        var late = shelf.Add("a", Midnight.AddSeconds(-3), TimeSpan.FromSeconds(6));
        var early = shelf.Add("a", Midnight.AddSeconds(3), TimeSpan.FromSeconds(6));

        Assert.Multiple(() =>
        {
            Assert.That(shelf.Index.Days("a"), Is.EqualTo(new[] { new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2) }));
            Assert.That(shelf.Index.Day("a", new DateOnly(2026, 3, 1)), Is.EqualTo(new[] { late }));
            Assert.That(shelf.Index.Find("a", StreamRole.Main, Midnight, Midnight.AddSeconds(1)), Is.EqualTo(new[] { late }));
            Assert.That(shelf.Index.Find("a", StreamRole.Main, Midnight, Midnight.AddSeconds(4)), Is.EqualTo(new[] { late, early }));
            Assert.That(shelf.Index.Find("a", StreamRole.Main, DateTimeOffset.MinValue, DateTimeOffset.MaxValue), Has.Count.EqualTo(2));
        });
    }

    [Test]
    public void Index_TimeZoneSetAnew_FindsAndDeletesWhatLiesInAnotherDaysFolder()
    {
        using var shelf = new Shelf();
        var segment = shelf.Add("a", Midnight.AddHours(1), TimeSpan.FromSeconds(6));
        var moved = shelf.Anew(TimeZoneInfo.Utc);

        Assert.That(moved.FiguresOf("a").Bytes, Is.Zero.Or.EqualTo(segment.Bytes));
        Assert.That(moved.FiguresOf("a"), Is.EqualTo(new RecordedFigures(segment.Bytes, segment.Start)));
        Assert.That(moved.Day("a", new DateOnly(2026, 3, 1)), Is.EqualTo(new[] { segment }));
        moved.Remove("a", segment);
        Assert.That(Directory.EnumerateFiles(shelf.Folder, "*", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void Index_FilesDeletedAndCopiedBackByHand_AreAsTheyLie()
    {
        using var shelf = new Shelf();
        var one = shelf.Add("a", Midnight, TimeSpan.FromSeconds(6));
        var other = shelf.Add("a", Midnight.AddSeconds(6), TimeSpan.FromSeconds(6));
        var day = new DateOnly(2026, 3, 2);
        Assert.That((shelf.Index.Day("a", day).Count, shelf.Index.FiguresOf("a").Bytes), Is.EqualTo((2, 2000L)));
        var aside = Path.Combine(shelf.Folder, one.FileName);
        var hands = 0;

        ByHand(() => File.Move(shelf.Index.PathOf("a", one), aside));
        Assert.That((shelf.Index.FiguresOf("a").Bytes, shelf.Index.Day("a", day)[0]), Is.EqualTo((1000L, other)));

        ByHand(() => File.Move(aside, shelf.Index.PathOf("a", one)));
        var third = shelf.Add("a", Midnight.AddSeconds(12), TimeSpan.FromSeconds(6));
        Assert.That(shelf.Index.Day("a", day), Is.EqualTo(new[] { one, other, third }));
        Assert.That(shelf.Index.FiguresOf("a").Bytes, Is.EqualTo(3000));

        // A person is not as fast as the clock of a file system is coarse.
        void ByHand(Action action)
        {
            action();
            Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(shelf.Index.PathOf("a", one))!, DateTime.UnixEpoch.AddSeconds(hands++));
        }
    }

    [Test]
    public void Remove_LastOfADay_TakesTheFolderAwayUnlessSomethingElseLiesInIt()
    {
        using var shelf = new Shelf();
        var segment = shelf.Add("a", Midnight, TimeSpan.FromSeconds(6));
        var beside = shelf.Add("b", Midnight, TimeSpan.FromSeconds(6));
        var note = Path.Combine(Path.GetDirectoryName(shelf.Index.PathOf("b", beside))!, "note.txt");
        File.WriteAllText(note, "mine");

        shelf.Index.Remove("a", segment);
        shelf.Index.Remove("b", beside);
        shelf.Index.Remove("b", beside);

        Assert.That(shelf.Index.Cameras(), Is.EqualTo(new[] { "b" }));
        Assert.That(File.Exists(note), Is.True);
    }

    [Test]
    public void Index_ForeignFilesAndFolders_ArePassedOver()
    {
        using var shelf = new Shelf();
        var segment = shelf.Add("a", Midnight, TimeSpan.FromSeconds(6));
        var day = Path.GetDirectoryName(shelf.Index.PathOf("a", segment))!;
        File.WriteAllText(Path.Combine(day, "holiday.mp4"), "mine");
        File.WriteAllText(Path.Combine(shelf.Folder, "a", "2026-03-03"), "no folder");
        Directory.CreateDirectory(Path.Combine(shelf.Folder, "a", "notes"));
        Directory.CreateDirectory(Path.Combine(shelf.Folder, "lost+found"));
        var copy = Directory.CreateDirectory(Path.Combine(shelf.Folder, "a.bak", "2026-03-02")).FullName;
        File.Copy(shelf.Index.PathOf("a", segment), Path.Combine(copy, segment.FileName));

        var index = shelf.Anew();

        Assert.That(index.Cameras(), Is.EqualTo(new[] { "a" }));
        Assert.That(index.Days("a"), Is.EqualTo(new[] { new DateOnly(2026, 3, 2) }));
        Assert.That(index.Day("a", new DateOnly(2026, 3, 2)), Is.EqualTo(new[] { segment }));
        Assert.That(index.FiguresOf("lost+found"), Is.EqualTo(new RecordedFigures(0, null)));
    }

    private static void AssertHolds(SegmentIndex index, HashSet<Segment> kept, Random random)
    {
        var ordered = kept.OrderBy(segment => segment.Start).ThenBy(segment => segment.FileName, StringComparer.Ordinal).ToList();
        Assert.That(index.Days("a").SelectMany(day => index.Day("a", day)), Is.EqualTo(ordered));
        Assert.That(index.FiguresOf("a"), Is.EqualTo(new RecordedFigures(kept.Sum(segment => segment.Bytes), ordered.Count > 0 ? ordered[0].Start : null)));
        var from = Midnight + TimeSpan.FromSeconds(random.Next(20 * 24 * 3600));
        var to = from + TimeSpan.FromSeconds(random.Next(2 * 24 * 3600));
        Assert.That(
            index.Find("a", StreamRole.Main, from, to),
            Is.EqualTo(ordered.Where(segment => segment.Stream == StreamRole.Main && segment.Start < to && segment.End > from)));
    }
}
