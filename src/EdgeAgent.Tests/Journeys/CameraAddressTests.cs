using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>Cameras that a router gives other addresses than the configuration says.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CameraAddressTests
{
    private const string First = "10.0.1.2";
    private const string Second = "10.0.1.3";

    private static readonly TimeSpan Started = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Run_CameraGetsAnotherAddressWhileItIsWatched_IsWatchedThere()
    {
        using var network = await CameraNetwork.CreateAsync();
        await network.GiveAddressAsync(First);
        using var workshop = WorkshopIn(network, Camera("hall", First));
        using var agent = workshop.Start();
        using (await network.SwitchOnAsync("hall", First))
        {
            await workshop.CameraBecomes("hall", Started, "watching");
            await workshop.CameraGoesOn("hall", pictures: 10);
            await network.TakeAddressAsync(First);
        }

        await network.GiveAddressAsync(Second);
        using var moved = await network.SwitchOnAsync("hall", Second);
        await workshop.CameraGoesOn("hall", pictures: 25, Back);

        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        Assert.That(agent.Transcript(), Does.Not.Contain(RtspCamera.Password).And.Not.Contain(Uri.EscapeDataString(RtspCamera.Password)));
    }

    [Test]
    public async Task Run_TwoCamerasWithOneLoginSwapAddresses_EachIsWatchedUnderItsOwnName()
    {
        using var network = await CameraNetwork.CreateAsync();
        await network.GiveAddressAsync(First);
        await network.GiveAddressAsync(Second);
        using var workshop = WorkshopIn(network, Camera("door", First), Camera("hall", Second));
        using var agent = workshop.Start();
        using (var door = await network.SwitchOnAsync("door", First))
        using (var hall = await network.SwitchOnAsync("hall", Second))
        {
            await EachIsItself(workshop, door, hall, Started);
        }

        using var doorElsewhere = await network.SwitchOnAsync("door", Second);
        using var hallElsewhere = await network.SwitchOnAsync("hall", First);
        await EachIsItself(workshop, doorElsewhere, hallElsewhere, Back);

        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
    }

    [Test]
    public async Task Run_AnotherCameraHasTheAddressAndItsOwnIsGone_IsToldAsSuchAndTheOtherNotLoggedInTo()
    {
        using var network = await CameraNetwork.CreateAsync();
        await network.GiveAddressAsync(First);
        using var other = await network.SwitchOnAsync("door", First);
        using var workshop = WorkshopIn(network, Camera("hall", First));
        using var agent = workshop.Start();

        await workshop.CameraBecomes("hall", Started, "anotherCamera");

        Assert.That(other.Stream.RefusedLogins, Is.Zero);
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        Assert.That(agent.Transcript(), Does.Contain("hall: AnotherCamera"));
    }

    // Whichever camera drops its clients is the one that must be opened anew.
    private static async Task EachIsItself(Workshop workshop, NetworkCamera door, NetworkCamera hall, TimeSpan within)
    {
        await AllAreWatched();
        foreach (var (camera, name, other) in new[] { (door, "door", "hall"), (hall, "hall", "door") })
        {
            var (before, othersBefore) = (await RestartsAsync(workshop, name), await RestartsAsync(workshop, other));
            await camera.Stream.KickAsync();
            await Eventually.Finds<object>(
                async () => await RestartsAsync(workshop, name) > before ? camera : null, $"{name} is opened anew when that camera drops its clients");
            await AllAreWatched();
            Assert.That(await RestartsAsync(workshop, other), Is.EqualTo(othersBefore), $"{other} was not interrupted by {name}");
        }

        async Task AllAreWatched()
        {
            foreach (var name in new[] { "door", "hall" })
            {
                await workshop.CameraBecomes(name, within, "watching");
                await workshop.CameraGoesOn(name, pictures: 10, within);
            }
        }
    }

    private static async Task<int> RestartsAsync(Workshop workshop, string camera) =>
        (await workshop.CameraAsync(camera))!.Value.GetProperty("restarts").GetInt32();

    private static Workshop WorkshopIn(CameraNetwork network, params object[] cameras) => new("mqtt://127.0.0.1:9", cameras, [], network: network.Box);

    private static object Camera(string name, string address) => new
    {
        id = name,
        onvif = new { address, endpoint = $"urn:uuid:{name}" },
        user = RtspCamera.User,
        password = RtspCamera.Password,
    };
}
