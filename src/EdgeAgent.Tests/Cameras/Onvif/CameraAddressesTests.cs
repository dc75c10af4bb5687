using System.Text;
using System.Net;
using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Cameras.Onvif;

public sealed class CameraAddressesTests
{
    private const string Endpoint = "urn:uuid:5f5a69c2-e0ae-504f-829b-00fcb9e0a1b2";

    private readonly List<DiscoveredCamera> network = [];
    private int discoveries;

    [SetUp]
    public void SetUp() => (discoveries, _) = (0, network.RemoveAll(_ => true));

    [Test]
    public async Task Resolve_AddressIsWritten_AsksNobody()
    {
        var camera = Options("127.0.0.1:1") with { SubStream = "rtsp://10.0.0.9/sub", MainStream = "rtsp://10.0.0.9/main" };

        Assert.That(await Addresses(camera).ResolveAsync(StreamRole.Sub, default), Is.EqualTo("rtsp://10.0.0.9/sub"));
        Assert.That(await Addresses(camera).ResolveAsync(StreamRole.Main, default), Is.EqualTo("rtsp://10.0.0.9/main"));
    }

    [Test]
    public async Task Resolve_NothingWritten_AsksTheCamera()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = OnvifLogin.Digest, Quirks = OnvifQuirks.WrongHost });
        var addresses = Addresses(Options(camera.Address));

        Assert.That(await addresses.ResolveAsync(StreamRole.Sub, default), Is.EqualTo("rtsp://127.0.0.1:554/sub"));
        Assert.That(await addresses.ResolveAsync(StreamRole.Main, default), Is.EqualTo("rtsp://127.0.0.1:554/main"));
    }

    [Test]
    public async Task Resolve_AddressChanges_IsAskedForAtEachCall()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Quirks = OnvifQuirks.MovingStreams });
        var addresses = Addresses(Options(camera.Address));

        string[] resolved = [await addresses.ResolveAsync(StreamRole.Sub, default), await addresses.ResolveAsync(StreamRole.Sub, default)];

        Assert.That(resolved, Is.EqualTo(["rtsp://127.0.0.1:554/sub?n=1", "rtsp://127.0.0.1:554/sub?n=2"]));
    }

    [TestCase(OnvifLogin.Digest)]
    [TestCase(OnvifLogin.Token)]
    [TestCase(OnvifLogin.Either)]
    public async Task Resolve_WrongPassword_MakesAtMostTwoAttempts(OnvifLogin login)
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = login, ClockOffset = TimeSpan.FromHours(1) });
        network.Add(Found(Endpoint, camera));
        var addresses = Addresses(Options(camera.Address) with { Password = new Secret("wr0ng-hunter2") });

        Assert.That(() => addresses.ResolveAsync(StreamRole.Sub, default), Fails(OnvifFailure.LoginRefused).And.Message.Not.Contains("hunter2"));
        Assert.That(camera.RefusedLogins, Is.InRange(1, 2));
    }

    [TestCase(400)]
    [TestCase(500)]
    public void Resolve_WrongPasswordIsAnsweredWithABareStatus_EndsAsLoginRefusedAfterFewAttempts(int status)
    {
        using var camera = new RawWebServer(_ => [Encoding.ASCII.GetBytes($"HTTP/1.1 {status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]);
        var addresses = Addresses(Options($"127.0.0.1:{camera.Port}"));
        int Attempts() => camera.Requests.Count(request => request.Contains("UsernameToken", StringComparison.Ordinal));

        Assert.That(() => addresses.ResolveAsync(StreamRole.Sub, default), Fails(OnvifFailure.LoginRefused));
        Assert.That(Attempts(), Is.InRange(1, 3));
        var before = Attempts();
        Assert.That(() => addresses.ResolveAsync(StreamRole.Sub, default), Fails(OnvifFailure.LoginRefused));
        Assert.That(Attempts() - before, Is.EqualTo(1));
    }

    [Test]
    public async Task Resolve_PasswordCannotBeRead_IsLoginRefusedAndNoAttempt()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = OnvifLogin.Token });
        var addresses = Addresses(Options(camera.Address) with { Password = new Secret("env:EDGEAGENT_NOT_SET_ANYWHERE") });

        Assert.That(() => addresses.ResolveAsync(StreamRole.Sub, default), Fails(OnvifFailure.LoginRefused).And.Message.Contains("EDGEAGENT_NOT_SET_ANYWHERE"));
        Assert.That(camera.Requests, Is.Empty);
    }

    [Test]
    public async Task Resolve_CameraHasMoved_IsFoundByItsEndpointAndRemembered()
    {
        await using var other = await OnvifCamera.StartAsync();
        await using var moved = await OnvifCamera.StartAsync(new OnvifSetup { Quirks = OnvifQuirks.MovingStreams });
        network.AddRange([Found("urn:uuid:another", other), Found("", other), Found(Endpoint.ToUpperInvariant(), moved)]);
        var addresses = Addresses(Options($"127.0.0.1:{FreePort.Next()}"));

        Assert.That(await addresses.ResolveAsync(StreamRole.Main, default), Is.EqualTo("rtsp://127.0.0.1:554/main?n=1"));
        Assert.That(await addresses.ResolveAsync(StreamRole.Main, default), Is.EqualTo("rtsp://127.0.0.1:554/main?n=2"));
        Assert.That(discoveries, Is.EqualTo(1));
        Assert.That(other.Requests, Is.Empty, "another camera is not asked");
    }

    [Test]
    public async Task Resolve_CameraComesBackToItsAddress_IsAskedThereAgain()
    {
        var port = FreePort.Next();
        var addresses = Addresses(Options($"127.0.0.1:{port}"));
        await using (var moved = await OnvifCamera.StartAsync())
        {
            network.Add(Found(Endpoint, moved));
            await addresses.ResolveAsync(StreamRole.Main, default);
        }

        await using var back = await OnvifCamera.StartAsync(new OnvifSetup { Port = port });
        Assert.That(() => addresses.ResolveAsync(StreamRole.Main, default), Fails(OnvifFailure.Unreachable));

        Assert.That(await addresses.ResolveAsync(StreamRole.Main, default), Is.EqualTo("rtsp://127.0.0.1:554/main"));
    }

    [Test]
    public async Task Resolve_SomethingElseHasItsAddress_IsLookedFor()
    {
        await using var other = await OnvifCamera.StartAsync(new OnvifSetup { Quirks = OnvifQuirks.OkToAnything });
        await using var moved = await OnvifCamera.StartAsync();
        network.Add(Found(Endpoint, moved));

        Assert.That(await Addresses(Options(other.Address)).ResolveAsync(StreamRole.Main, default), Is.EqualTo("rtsp://127.0.0.1:554/main"));
    }

    [Test]
    public void Resolve_NowhereOnTheNetwork_IsUnreachable()
    {
        var addresses = Addresses(Options($"127.0.0.1:{FreePort.Next()}"));

        Assert.That(() => addresses.ResolveAsync(StreamRole.Sub, default), Fails(OnvifFailure.Unreachable));
        Assert.That(discoveries, Is.EqualTo(1));
    }

    [Test]
    public void Resolve_NoEndpointIsKnown_IsNotLookedFor()
    {
        var addresses = Addresses(Options($"127.0.0.1:{FreePort.Next()}", endpoint: null));

        Assert.That(() => addresses.ResolveAsync(StreamRole.Sub, default), Fails(OnvifFailure.Unreachable));
        Assert.That(discoveries, Is.Zero);
    }

    [Test]
    public void Resolve_NobodyCanBeAskedWhereItIs_TellsOfTheCamera()
    {
        var port = FreePort.Next();
        var addresses = new CameraAddresses(
            Options($"127.0.0.1:{port}"), Logins.Gate(), TimeProvider.System, _ => throw new OnvifException(OnvifFailure.Unreachable, "no interface"));

        Assert.That(() => addresses.ResolveAsync(StreamRole.Sub, default), Fails(OnvifFailure.Unreachable).And.Message.Contains($"127.0.0.1:{port}"));
    }

    [Test]
    public void Resolve_NoMainStreamAnywhere_IsNoSuchProfile() => Assert.That(
        () => Addresses(new CameraOptions { SubStream = "rtsp://10.0.0.9/sub" }).ResolveAsync(StreamRole.Main, default), Fails(OnvifFailure.NoSuchProfile));

    [Test]
    public async Task Resolve_UnknownProfileInTheConfiguration_NamesThoseOfTheCamera()
    {
        await using var camera = await OnvifCamera.StartAsync();
        var options = Options(camera.Address);
        var addresses = Addresses(options with { Onvif = options.Onvif! with { SubProfile = "nope" } });

        Assert.That(() => addresses.ResolveAsync(StreamRole.Sub, default), Fails(OnvifFailure.NoSuchProfile).And.Message.Contains("Profile_1, Profile_2"));
    }

    [Test]
    public async Task Resolve_AnotherCameraHasItsAddress_IsLookedForAndItsLoginNotShown()
    {
        await using var other = await OnvifCamera.StartAsync(Named("urn:uuid:another"));
        await using var moved = await OnvifCamera.StartAsync();
        network.AddRange([Found("urn:uuid:another", other), Found(Endpoint, moved)]);
        var addresses = Addresses(Options(other.Address));

        string[] resolved = [await addresses.ResolveAsync(StreamRole.Sub, default), await addresses.ResolveAsync(StreamRole.Main, default)];

        Assert.That(resolved, Is.EqualTo(["rtsp://127.0.0.1:554/sub", "rtsp://127.0.0.1:554/main"]));
        Assert.That(discoveries, Is.EqualTo(1), "where it was found is remembered");
        Assert.That(other.Requests, Is.Empty);
    }

    [Test]
    public async Task Resolve_AnotherCameraHasItsAddressAndItIsNowhere_NamesBothAndShowsNoLogin()
    {
        await using var other = await OnvifCamera.StartAsync(Named("urn:uuid:another"));

        Assert.That(
            () => Addresses(Options(other.Address)).ResolveAsync(StreamRole.Sub, default),
            Fails(OnvifFailure.AnotherCamera).And.Message.Contains(Endpoint).And.Message.Contains("urn:uuid:another").And.Message.Contains("onvif.endpoint"));
        Assert.That(other.Requests, Is.Empty);
    }

    [Test]
    public async Task Resolve_CamerasSwapAddressesWhileTheyAreWatched_EachIsFoundAtTheOthers()
    {
        string[] hosts = [FreeAddress.Next(), FreeAddress.Next()];
        var port = FreePort.Next();
        var (door, hall) = (Options($"{hosts[0]}:{port}", "urn:uuid:door"), Options($"{hosts[1]}:{port}", "urn:uuid:hall"));
        CameraAddresses[] addresses = [Addresses(door), Addresses(hall)];
        await ExpectStreamsAtAsync(hosts[0], hosts[1]);
        await ExpectStreamsAtAsync(hosts[1], hosts[0]);
        await ExpectStreamsAtAsync(hosts[0], hosts[1]);

        async Task ExpectStreamsAtAsync(params string[] places)
        {
            await using var first = await OnvifCamera.StartAsync(Named("urn:uuid:door") with { Address = places[0], Port = port });
            await using var second = await OnvifCamera.StartAsync(Named("urn:uuid:hall") with { Address = places[1], Port = port });
            SetUp();
            network.AddRange([Found("urn:uuid:door", first), Found("urn:uuid:hall", second)]);

            string[] resolved = [await addresses[0].ResolveAsync(StreamRole.Sub, default), await addresses[1].ResolveAsync(StreamRole.Sub, default)];

            Assert.That(resolved, Is.EqualTo(places.Select(place => $"rtsp://{place}:554/sub")));
        }
    }

    [TestCase("uuid:5F5A69C2-E0AE-504F-829B-00FCB9E0A1B2", new string[0])]
    [TestCase(Endpoint, new[] { "urn:uuid:channel-1", "urn:uuid:channel-2" })]
    public async Task Resolve_CameraNamesItselfInAnotherWayOrAmongOthers_IsTheOne(string endpoint, string[] others)
    {
        await using var camera = await OnvifCamera.StartAsync(Named(endpoint) with { AnswersFor = others });

        Assert.That(await Addresses(Options(camera.Address)).ResolveAsync(StreamRole.Sub, default), Is.EqualTo($"rtsp://{camera.DeviceService.Host}:554/sub"));
        Assert.That(discoveries, Is.Zero);
    }

    [Test]
    public async Task Resolve_AnotherCameraAnswersForItButAllTogetherFindItThere_IsAsked()
    {
        await using var camera = await OnvifCamera.StartAsync(Named("urn:uuid:another"));
        network.Add(Found(Endpoint, camera));

        Assert.That(await Addresses(Options(camera.Address)).ResolveAsync(StreamRole.Sub, default), Is.EqualTo($"rtsp://{camera.DeviceService.Host}:554/sub"));
    }

    [Test]
    public async Task Resolve_CameraThatAnsweredProbesIsSilent_IsNotLoggedInToForAMinute()
    {
        var clock = new FakeTimeProvider();
        var setup = Named(Endpoint) with { Port = FreePort.Next(), Time = clock };
        var addresses = Addresses(Options($"{setup.Address}:{setup.Port}"), clock);
        await using (await OnvifCamera.StartAsync(setup))
        {
            await addresses.ResolveAsync(StreamRole.Sub, default);
        }

        await using var starting = await OnvifCamera.StartAsync(setup with { IsDiscoverable = false });
        Assert.That(() => addresses.ResolveAsync(StreamRole.Sub, default), Fails(OnvifFailure.AnotherCamera));
        Assert.That(starting.Requests, Is.Empty);

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await addresses.ResolveAsync(StreamRole.Sub, default), Is.EqualTo($"rtsp://{setup.Address}:554/sub"));
        Assert.That(await addresses.ResolveAsync(StreamRole.Sub, default), Is.EqualTo($"rtsp://{setup.Address}:554/sub"), "it is one that does not answer now");
    }

    [Test]
    public async Task Resolve_CameraThatAnsweredProbesIsSilentButFoundThere_IsAsked()
    {
        var setup = Named(Endpoint) with { Port = FreePort.Next() };
        var addresses = Addresses(Options($"{setup.Address}:{setup.Port}"));
        await using (await OnvifCamera.StartAsync(setup))
        {
            await addresses.ResolveAsync(StreamRole.Sub, default);
        }

        await using var silent = await OnvifCamera.StartAsync(setup with { IsDiscoverable = false });
        network.Add(Found(Endpoint, silent));

        Assert.That(await addresses.ResolveAsync(StreamRole.Sub, default), Is.EqualTo($"rtsp://{setup.Address}:554/sub"));
    }

    [TestCase(OnvifLogin.Digest)]
    [TestCase(OnvifLogin.Token)]
    [TestCase(OnvifLogin.Either)]
    public async Task Resolve_FourCamerasOfOneRecorderWithAWrongPasswordForTwoHours_AtMostFiveAttemptsInAnyHalfHour(OnvifLogin login)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-05-04T08:00:00Z"));
        var gate = Logins.Gate(clock);
        await using var recorder = await OnvifCamera.StartAsync(new OnvifSetup { Login = login, ClockOffset = TimeSpan.FromHours(1) });
        var options = Options(recorder.Address, endpoint: null) with { Password = new Secret("wr0ng-hunter2") };
        var cameras = Enumerable.Range(0, 4).Select(_ => new CameraAddresses(options, gate, TimeProvider.System)).ToList();
        List<int> attempts = [];
        for (var minute = 0; minute < 120; minute++)
        {
            var before = recorder.RefusedLogins;
            foreach (var camera in cameras)
            {
                Assert.That(() => camera.ResolveAsync(StreamRole.Sub, default), Fails(OnvifFailure.LoginRefused));
            }

            attempts.Add(recorder.RefusedLogins - before);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.That(Enumerable.Range(0, 91).Select(from => attempts[from..(from + 30)].Sum()), Has.All.LessThanOrEqualTo(5));
        Assert.That(attempts[30..].Sum(), Is.Positive, "it is tried again for ever");
    }

    [Test]
    public async Task Resolve_NoEndpointIsConfigured_TakesWhoeverAnswers()
    {
        await using var camera = await OnvifCamera.StartAsync(Named("urn:uuid:another"));

        Assert.That(await Addresses(Options(camera.Address, endpoint: null)).ResolveAsync(StreamRole.Sub, default), Is.EqualTo($"rtsp://{camera.DeviceService.Host}:554/sub"));
    }

    // At an address of its own, for there is but one port for probes.
    private static OnvifSetup Named(string endpoint) =>
        new() { Endpoint = endpoint, Address = FreeAddress.Next(), IsDiscoverable = true, Login = OnvifLogin.Digest };

    private CameraAddresses Addresses(CameraOptions camera, TimeProvider? time = null) => new(camera, Logins.NeverHeld(), time ?? TimeProvider.System, _ =>
    {
        discoveries++;
        return Task.FromResult<IReadOnlyList<DiscoveredCamera>>(network);
    });

    private static CameraOptions Options(string address, string? endpoint = Endpoint) => new()
    {
        Id = "kitchen",
        Onvif = new OnvifOptions { Address = address, Endpoint = endpoint },
        User = RtspCamera.User,
        Password = new Secret(RtspCamera.Password),
    };

    private static DiscoveredCamera Found(string endpoint, OnvifCamera camera) => new(endpoint, IPAddress.Loopback, camera.DeviceService, "", "");

    private static NUnit.Framework.Constraints.EqualConstraint Fails(OnvifFailure reason) =>
        Throws.TypeOf<OnvifException>().With.Property(nameof(OnvifException.Reason)).EqualTo(reason);
}
