using EdgeAgent.Recording;
using EdgeAgent.Recording.Mp4;
using EdgeAgent.Tests.Recording;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>The agent is killed again and again while it records; all but the last fragment must be there and play.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RecordingKillTests
{
    private const int Kills = 5;
    private static readonly string[] Cameras = ["a", "b", "c"];

    // Twenty kills in four parts, which run side by side.
    [TestCase(20260302)]
    [TestCase(20260303)]
    [TestCase(20260304)]
    [TestCase(20260305)]
    public async Task Run_KilledFiveTimesWhileItRecords_EveryWholeFragmentIsThereAndPlays(int seed)
    {
        var random = new Random(seed);
        using var broker = await MosquittoBroker.RunAsync();
        using var camera = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["main"] = await TestClips.MainAsync(), ["sub"] = await TestClips.StillAsync() });
        using var workshop = new Workshop(
            broker.Address,
            Cameras.Select(id => new { id, mainStream = camera.Address("main"), subStream = camera.Address("sub") }),
            [new { rule = "camera_lost" }]);
        var folder = Path.Combine(Path.GetDirectoryName(workshop.Configuration)!, "data", "recordings");
        using var shelf = new Shelf(folder);

        List<(string Camera, Segment Segment)> known = [];
        List<(string Camera, long Bytes, string Start)> left = [];
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = Partials(folder);
            using var agent = workshop.Start();
            await Eventually.Holds(() => Partials(folder).Except(before).Any() || agent.HasExited, "it records");
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1000, 6000)), TimeProvider.System);
            known = [.. shelf.All()];
            agent.Kill();
            await agent.ExitAsync();
            Assert.That(known, Is.SubsetOf(shelf.All()), "what was listed is there after the kill");
            left.AddRange(Partials(folder).Select(path => (CameraOf(path), WholeBytes(path), Path.GetFileName(path).Split('-')[0])).Where(each => each.Item2 > 0));
        }

        using (var last = workshop.Start())
        {
            await Eventually.Holds(() => left.TrueForAll(each => Find(shelf, each) is not null), "what was left is taken up");
            Assert.That(await last.StopAsync(), Is.Zero, last.Transcript());
        }

        var all = shelf.All();
        TestContext.Out.WriteLine($"{all.Count} segments, {left.Count} of them taken up after a kill");
        Assert.That(Partials(folder), Is.Empty);
        Assert.That(left, Has.Count.GreaterThan(Kills), "the kills fell into recordings");
        Assert.That(known, Is.SubsetOf(all));
        foreach (var (id, segment) in all)
        {
            var path = shelf.Index.PathOf(id, segment);
            var (head, duration) = Boxes(path);
            Assert.That((segment.Head, segment.Bytes), Is.EqualTo((head, new FileInfo(path).Length)), path);
            Assert.That(segment.Duration, Is.EqualTo(duration).Within(TimeSpan.FromMilliseconds(50)), path);
            Assert.That(await Players.SecondsAsync(path), Is.EqualTo(duration.TotalSeconds).Within(0.05), path);
        }

        foreach (var each in left)
        {
            Assert.That(await Players.ComplaintsAsync(shelf.Index.PathOf(each.Camera, Find(shelf, each)!.Value)), Is.Empty);
        }

        foreach (var id in Cameras)
        {
            var ordered = all.Where(each => each.Camera == id).Select(each => each.Segment).ToList();
            Assert.That(ordered.Zip(ordered.Skip(1)).Where(pair => pair.First.End - pair.Second.Start > TimeSpan.FromSeconds(1)), Is.Empty, "none overlaps the next");
        }
    }

    private static Segment? Find(Shelf shelf, (string Camera, long Bytes, string Start) left) => shelf.All()
        .Where(each => each.Camera == left.Camera && each.Segment.Bytes == left.Bytes && Segment.StartName(each.Segment.Start) == left.Start)
        .Select(each => (Segment?)each.Segment)
        .FirstOrDefault();

    private static string[] Partials(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*.partial", SearchOption.AllDirectories) : [];

    private static string CameraOf(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path)))!;

    private static long WholeBytes(string path)
    {
        using var file = File.OpenRead(path);
        var reader = new FragmentReader(file);
        var whole = 0L;
        if (reader.ReadHead() is { } head)
        {
            while (reader.ReadStart(head) is { } start && reader.TrySkipRest(start))
            {
                whole = reader.Position;
            }
        }

        return whole;
    }

    private static (uint Head, TimeSpan Duration) Boxes(string path)
    {
        using var file = File.OpenRead(path);
        var reader = new FragmentReader(file);
        var head = reader.ReadHead()!;
        var duration = TimeSpan.Zero;
        while (reader.ReadStart(head) is { } start && reader.TrySkipRest(start))
        {
            duration += start.Times.Duration;
        }

        Assert.That(reader.Position, Is.EqualTo(file.Length), $"{path} ends with a whole fragment");
        return (head.Id, duration);
    }
}
