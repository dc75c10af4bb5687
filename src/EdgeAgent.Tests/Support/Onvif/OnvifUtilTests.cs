namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>The simulated camera as another client sees it that no one here wrote: onvif-util of Debian's onvif-tools.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
public sealed class OnvifUtilTests
{
    private NetworkNamespace network = null!;

    [OneTimeSetUp]
    public async Task MakeNetwork() => network = await NetworkNamespace.WithLoopbackAsync();

    [OneTimeTearDown]
    public void TakeNetworkDown() => network?.Dispose();

    [Test]
    public async Task Discovery_ForeignClientAsksByMulticast_FindsEachCamera()
    {
        using var door = await CameraProcess.StartAsync(network, "address=127.0.0.2", "port=80", "name=Door");
        using var hall = await CameraProcess.StartAsync(network, "address=127.0.0.3", "port=8000", "name=Hall", "login=Token");

        using var client = await network.RunAsync("onvif-util", "--all");

        Assert.That(client.Output, Does.Contain("Found 2 cameras"), client.Transcript());
        Assert.That(client.Output, Does.Contain("127.0.0.2 IPCamera(Door IPC-2000)").And.Contain("127.0.0.3 IPCamera(Hall IPC-2000)"));
    }

    [TestCase(OnvifLogin.None)]
    [TestCase(OnvifLogin.Token)]
    public async Task Profiles_AsAForeignClientListsThem_AreThoseOfTheSetup(OnvifLogin login)
    {
        using var camera = await CameraProcess.StartAsync(
            network, "address=127.0.0.2", "port=80", "name=Door", $"login={login}",
            // This client takes a new nonce only once a second.
            "quirks=TakesNoncesAgain");
        var setup = new OnvifSetup();

        using var client = network.Start("onvif-util", "-u", setup.User, "-p", setup.Password, "127.0.0.2");
        foreach (var command in new[] { "get profiles", "get rtsp 0", "get video 0", "get rtsp 1", "get video 1", "quit" })
        {
            client.WriteLine(command);
        }

        Assert.That(await client.ExitAsync(), Is.Zero, client.Transcript());
        string[] expected =
        [
            .. setup.Profiles.Select((profile, index) => $"Token {index}: {profile.Token}"),
            .. setup.Profiles.SelectMany(profile => new[]
            {
                $"Profile set to {profile.Token}",
                profile.Stream.OriginalString,
                $"Profile set to {profile.Token}",
                $"Resolution: {profile.Width} x {profile.Height}",
                $"Frame Rate: {profile.FramesPerSecond}",
                $"Bit Rate:   {profile.KilobitsPerSecond}",
            }),
        ];
        Assert.That(client.Output.Select(line => line.Trim()).Where(expected.Contains), Is.EqualTo(expected), client.Transcript());
    }
}
