using EdgeAgent.Tests.Recording;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>Cameras whose clocks jump, that fall silent or hang up while they are recorded.</summary>
public sealed class RecordingFaultTests
{
    private static readonly TimeSpan Started = TimeSpan.FromSeconds(60);
    private static readonly string[] Names = ["ahead", "back", "silent", "kicked", "good"];

    [Test]
    public async Task Run_ClockJumpsStreamStallsCameraHangsUp_FilesPlayAndTheirTimesAreTrue()
    {
        using var rtsp = new CameraShelf();
        foreach (var name in Names)
        {
            rtsp.Add(name, await RtspCamera.StartAsync(await TestClips.StillAsync()));
        }

        using var broker = await MosquittoBroker.RunAsync();
        using var workshop = new Workshop(
            broker.Address, rtsp.All.Select(camera => new { id = camera.Key, subStream = camera.Value.Address("sub") }), [new { rule = "camera_lost" }]);
        using var shelf = new Shelf(Path.Combine(Path.GetDirectoryName(workshop.Configuration)!, "data", "recordings"));
        using var agent = workshop.Start();
        await Task.WhenAll(Names.Select(name => SegmentsCome(shelf, name, 1)));

        await rtsp["ahead"].JumpAsync(TimeSpan.FromHours(1));
        await rtsp["back"].JumpAsync(TimeSpan.FromHours(-1));
        await rtsp["silent"].StallAsync(TimeSpan.FromSeconds(14));
        await rtsp["kicked"].KickAsync();
        await Task.WhenAll(Names.Select(name => SegmentsCome(shelf, name, 3)));
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());

        var all = shelf.All();
        foreach (var (camera, segment) in all)
        {
            // The last picture was written a moment after it was taken.
            var path = shelf.Index.PathOf(camera, segment);
            var written = new DateTimeOffset(File.GetLastWriteTimeUtc(path));
            Assert.That(segment.End, Is.EqualTo(written).Within(TimeSpan.FromSeconds(1)), $"{camera}: {segment.FileName}");
            Assert.That(await Players.ComplaintsAsync(path), Is.Empty);
            Assert.That(await Players.SecondsAsync(path), Is.EqualTo(segment.Duration.TotalSeconds).Within(0.25), $"{camera}: {segment.FileName}");
        }

        foreach (var name in Names)
        {
            var ordered = all.Where(each => each.Camera == name).Select(each => each.Segment).ToList();
            Assert.That(ordered.Zip(ordered.Skip(1)).Where(pair => pair.First.End - pair.Second.Start > TimeSpan.FromSeconds(1)), Is.Empty, $"{name}: none overlaps the next");
        }
    }

    private static Task SegmentsCome(Shelf shelf, string camera, int count)
    {
        var before = shelf.All().Count(each => each.Camera == camera);
        return Eventually.Holds(() => shelf.All().Count(each => each.Camera == camera) >= before + count, $"{camera} is recorded", Started);
    }
}
