using System.Text.Json;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>A camera that wants another password: it is told, hardly ever asked again, and disturbs no other camera.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CameraLoginTests
{
    private const string Wrong = "hunter2/+wrong";

    private static readonly TimeSpan Told = TimeSpan.FromSeconds(60);

    // 40 s at 5 pictures a second: what locks an account is a handful of attempts within a minute or so.
    private const int PicturesMeanwhile = 200;

    [Test]
    public async Task Run_PasswordWrongFromTheStartOrChangedLater_IsToldAndHardlyTriedAgain()
    {
        var clip = await TestClips.StillAsync();
        using var wrong = await RtspCamera.StartAsync(clip, RtspLogin.Digest);
        using var changing = await RtspCamera.StartAsync(clip, RtspLogin.Basic);
        using var good = await RtspCamera.StartAsync(clip);
        using var workshop = new Workshop(
            "mqtt://127.0.0.1:9",
            [
                new { id = "wrong", subStream = wrong.Address("sub"), user = RtspCamera.User, password = Wrong },
                new { id = "changing", subStream = changing.Address("sub"), user = RtspCamera.User, password = RtspCamera.Password },
                new { id = "good", subStream = good.Address("sub") },
            ],
            []);
        using var agent = workshop.Start();
        await workshop.CameraBecomes("wrong", Told, "loginRefused");
        await workshop.CameraBecomes("changing", Told, "watching");
        await workshop.CameraBecomes("good", Told, "watching");
        await changing.ChangePasswordAsync("another");
        await workshop.CameraBecomes("changing", Told, "loginRefused");

        await workshop.CameraGoesOn("good", PicturesMeanwhile);

        var status = (await workshop.StatusAsync())!.Value;
        Assert.Multiple(() =>
        {
            // Whichever of its connections asked first heard it from the camera.
            Assert.That(Of(status, "wrong").GetProperty("reason").GetString(), Does.Contain("401").Or.Contain("refused the same login"));
            Assert.That(wrong.RefusedLogins, Is.InRange(1, 2), "attempts with the wrong password");
            Assert.That(changing.RefusedLogins, Is.InRange(1, 2), "attempts with the old password");
            Assert.That(Of(status, "good").GetProperty("restarts").GetInt32(), Is.Zero, "the good camera was never interrupted");
        });
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        foreach (var password in new[] { Wrong, RtspCamera.Password })
        {
            Assert.That(status.ToString() + agent.Transcript(), Does.Not.Contain(password).And.Not.Contain(Uri.EscapeDataString(password)));
        }
    }

    [Test]
    public async Task Run_EightStreamsOfOneRecorderWithAWrongPassword_HardlyTriedInAllNotAfterAPauseNorACrash()
    {
        var clip = await TestClips.StillAsync();
        var channels = Enumerable.Range(1, 8).Select(number => $"ch{number}").ToList();
        using var recorder = await RtspCamera.StartAsync(channels.ToDictionary(channel => channel, _ => clip), RtspLogin.Digest);
        using var workshop = new Workshop(
            "mqtt://127.0.0.1:9",
            channels.Select(id => new { id, subStream = recorder.Address(id), user = RtspCamera.User, password = Wrong }),
            []);
        using (var agent = workshop.Start())
        {
            await AllRefusedAsync();
            for (var press = 0; press < 3; press++)
            {
                await workshop.OrderAsync("ch1", "pause", """{"minutes":15}""");
                await workshop.CameraBecomes("ch1", Told, "paused");
                await workshop.OrderAsync("ch1", "resume", "{}");
                await workshop.CameraBecomes("ch1", Told, "loginRefused");
            }

            agent.Kill();
            await agent.StopAsync();
        }

        using (var again = workshop.Start())
        {
            await AllRefusedAsync();
            Assert.That(recorder.RefusedLogins, Is.EqualTo(2), "the second asks whether only the first is barred");
            Assert.That(await again.StopAsync(), Is.Zero, again.Transcript());
        }

        using var restarted = workshop.Start();
        await AllRefusedAsync();
        Assert.That(recorder.RefusedLogins, Is.EqualTo(4), "who restarts the agent wants it to try");
        Assert.That(await restarted.StopAsync(), Is.Zero, restarted.Transcript());

        async Task AllRefusedAsync()
        {
            foreach (var channel in channels)
            {
                await workshop.CameraBecomes(channel, Told, "loginRefused");
            }
        }
    }

    [Test]
    public async Task Run_EightStreamsOfOneRecorder_AllAreWatched()
    {
        var clip = await TestClips.StillAsync();
        var channels = Enumerable.Range(1, 8).Select(number => $"ch{number}").ToList();
        using var recorder = await RtspCamera.StartAsync(channels.ToDictionary(channel => channel, _ => clip), RtspLogin.Digest);
        using var workshop = new Workshop(
            "mqtt://127.0.0.1:9",
            channels.Select(id => new { id, subStream = recorder.Address(id), user = RtspCamera.User, password = RtspCamera.Password }),
            []);
        using var agent = workshop.Start();

        foreach (var channel in channels)
        {
            await workshop.CameraBecomes(channel, Told, "watching");
        }

        Assert.That(recorder.RefusedLogins, Is.Zero);
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
    }

    private static JsonElement Of(JsonElement status, string id) =>
        status.GetProperty("cameras").EnumerateArray().Single(camera => camera.GetProperty("id").GetString() == id);
}
