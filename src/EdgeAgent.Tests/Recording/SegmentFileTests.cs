using EdgeAgent.Cameras;
using EdgeAgent.Recording;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Recording;

public sealed class SegmentFileTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task TakeUpLast_CutAnywhere_KeepsWhatIsWholeAndNoMore()
    {
        var clip = await FragmentedClip.SubAsync();
        var random = new Random(11);
        int[] edges = [0, 1, 7, 8, clip.Head.Bytes.Length - 1, clip.Head.Bytes.Length, clip.Head.Bytes.Length + 1, (int)clip.Ends[0] - 1, (int)clip.Ends[0], (int)clip.Ends[0] + 1, clip.Bytes.Length];
        foreach (var length in edges.Concat(Enumerable.Range(0, 150).Select(_ => random.Next(clip.Bytes.Length))))
        {
            using var shelf = new Shelf();
            Leave(shelf, clip.Bytes[..length]);

            TakeUp(shelf);

            var whole = clip.Ends.Count(end => end <= length);
            var files = Directory.GetFiles(shelf.Folder, "*", SearchOption.AllDirectories);
            if (whole == 0)
            {
                Assert.That(files, Is.Empty, $"cut at {length}");
                continue;
            }

            var segment = shelf.All().Single().Segment;
            var duration = clip.Fragments.Take(whole).Aggregate(TimeSpan.Zero, (sum, fragment) => sum + fragment.Times.Duration);
            Assert.That(files.Select(Path.GetFileName), Is.EqualTo(new[] { segment.FileName }));
            Assert.That(segment.Bytes, Is.EqualTo(clip.Ends[whole - 1]), $"cut at {length}");
            Assert.That(segment.Duration, Is.EqualTo(duration).Within(TimeSpan.FromMilliseconds(1)));
            Assert.That((segment.Start, segment.Head), Is.EqualTo((Noon, clip.Head.Id)));
        }
    }

    [Test]
    public async Task TakeUpLast_CutOrSpoiltAtTheEnd_PlaysWithoutComplaint()
    {
        var clip = await FragmentedClip.SubAsync();
        var random = new Random(12);
        for (var round = 0; round < 6; round++)
        {
            using var shelf = new Shelf();
            var length = random.Next((int)clip.Ends[0], clip.Bytes.Length);
            var noise = new byte[random.Next(100_000)];
            random.NextBytes(noise);
            var ends = clip.Ends.Last(end => end <= length);
            Leave(shelf, round % 2 == 0 ? clip.Bytes[..length] : [.. clip.Bytes[..(int)ends], .. noise]);

            TakeUp(shelf);

            var segment = shelf.All().Single().Segment;
            var path = shelf.Index.PathOf("a", segment);
            Assert.That(await Players.ComplaintsAsync(path), Is.Empty);
            Assert.That(await Players.SecondsAsync(path), Is.EqualTo(segment.Duration.TotalSeconds).Within(0.01));
        }
    }

    [Test]
    public void TakeUpLast_ForeignFileWithTheSameEnding_IsLeftAlone()
    {
        using var shelf = new Shelf();
        Leave(shelf, [1, 2, 3], "mine-Main.partial");

        TakeUp(shelf);

        Assert.That(Directory.GetFiles(shelf.Folder, "*", SearchOption.AllDirectories), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task TakeUpLast_OneIsBeingWritten_LeavesItAloneAndTakesTheOther()
    {
        using var shelf = new Shelf();
        var clip = await FragmentedClip.SubAsync();
        Leave(shelf, clip.Bytes[..(int)clip.Ends[4]], $"{Segment.StartName(Noon)}-Sub.partial");
        using var file = new SegmentFile(shelf.Index, "a", StreamRole.Main, clip.Head, Noon);
        file.Write(clip.Fragments[0].Bytes);

        TakeUp(shelf);

        Assert.That(shelf.All().Single().Segment.Stream, Is.EqualTo(StreamRole.Sub));
        file.Complete(Noon, clip.Fragments[0].Times.Duration);
        Assert.That(shelf.All(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task TakeUp_OneCannotBeRead_TakesTheOthersAndThoseOfAllDays()
    {
        using var shelf = new Shelf();
        var clip = await FragmentedClip.SubAsync();
        for (var day = 0; day < 6; day++)
        {
            using var file = shelf.Anew().Create("a", Noon.AddDays(day), $"{Segment.StartName(Noon.AddDays(day))}-Main.partial");
            file.Write(clip.Bytes.AsSpan(0, (int)clip.Ends[4]));
            if (day != 2)
            {
                Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(file.Name)!, Noon.AddDays(day).UtcDateTime);
            }
        }

        // A link that leads nowhere, in the folder that is looked at first.
        File.CreateSymbolicLink(
            Path.Combine(shelf.Index.FolderOf("a", new DateOnly(2026, 3, 4)), $"{Segment.StartName(Noon)}-Main.partial"), "/nowhere/at/all");

        TakeUp(shelf);
        Assert.That(
            shelf.All().Select(each => each.Segment.Start), Is.EqualTo(new[] { Noon.AddDays(2), Noon.AddDays(4), Noon.AddDays(5) }), "those written last");

        new PartialSegments(shelf.Index, NullLogger.Instance).TakeUpOthers("a");
        Assert.That(shelf.All(), Has.Count.EqualTo(6));
    }

    private static void TakeUp(Shelf shelf) => new PartialSegments(shelf.Index, NullLogger.Instance).TakeUpLast("a");

    private static void Leave(Shelf shelf, byte[] bytes, string? name = null)
    {
        using var file = shelf.Anew().Create("a", Noon, name ?? $"{Segment.StartName(Noon)}-Main.partial");
        file.Write(bytes);
    }
}
