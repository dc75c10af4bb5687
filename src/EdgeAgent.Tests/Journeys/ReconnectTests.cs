using System.Globalization;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>A network that drops connections all day long.</summary>
[Platform("Linux")]
[Parallelizable(ParallelScope.Self)]
public sealed class ReconnectTests
{
    private const int Cameras = 4;
    private const int Rounds = 25;

    // Buffers and pools grow at first. What grows for good would do so in the sixty disconnects after these.
    private const int RoundsToSettle = 10;
    private const int RoundsBetweenLooks = 5;

    private static readonly TimeSpan Started = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Run_AHundredForcedDisconnects_AllAreRecoveredAndNothingGrows()
    {
        var clip = await TestClips.StillAsync();
        var names = Enumerable.Range(1, Cameras).Select(number => $"camera-{number}").ToList();
        using var rtsp = await RtspCamera.StartAsync(names.ToDictionary(name => name, _ => clip), RtspLogin.Digest);
        using var workshop = new Workshop(
            "mqtt://127.0.0.1:9",
            names.Select(name => new { id = name, subStream = rtsp.Address(name), user = RtspCamera.User, password = RtspCamera.Password }),
            []);
        using var agent = workshop.Start();
        await Task.WhenAll(names.Select(name => workshop.CameraBecomes(name, Started, "watching")));
        var looks = new List<ProcessFigures>();

        for (var round = 1; round <= Rounds; round++)
        {
            var before = await Task.WhenAll(names.Select(name => RestartsAsync(workshop, name)));
            await rtsp.KickAsync();
            await Task.WhenAll(names.Zip(before, (name, restarts) => IsBack(workshop, name, restarts)));
            if (round % RoundsBetweenLooks == 0)
            {
                looks.Add(await AllOpenAsync(agent.Id));
                TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{round * Cameras} disconnects: {looks[^1]}"));
            }
        }

        var (settled, last) = (looks[(RoundsToSettle / RoundsBetweenLooks) - 1], looks[^1]);
        Assert.Multiple(() =>
        {
            Assert.That(last.Handles, Is.LessThanOrEqualTo(settled.Handles + 10));
            Assert.That(last.Threads, Is.LessThanOrEqualTo(settled.Threads + 5));
            Assert.That(last.Megabytes, Is.LessThanOrEqualTo(settled.Megabytes + 20));
        });
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
    }

    private static async Task<ProcessFigures> AllOpenAsync(int agent)
    {
        await Eventually.Holds(() => ProcessFigures.Of(agent).Children == 2 * Cameras, "one ffmpeg watches and one records each camera");
        return ProcessFigures.Of(agent);
    }

    private static async Task<int> RestartsAsync(Workshop workshop, string camera) =>
        (await workshop.CameraAsync(camera))!.Value.GetProperty("restarts").GetInt32();

    private static Task IsBack(Workshop workshop, string camera, int restarts) => Eventually.Finds<object>(
        async () => await workshop.CameraAsync(camera) is { } status
            && status.GetProperty("restarts").GetInt32() > restarts
            && status.GetProperty("state").GetString() == "watching"
            ? status
            : null,
        $"{camera} is watched again after the disconnect that follows restart {restarts}",
        Back);
}
