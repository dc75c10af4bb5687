using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Cameras.Onvif;

/// <summary>The client against a simulated camera, quirk by quirk.</summary>
public sealed class OnvifClientTests
{
    private static readonly CameraLogin Right = new(RtspCamera.User, RtspCamera.Password);
    private static readonly CameraLogin Wrong = new(RtspCamera.User, "wr0ng-hunter2");

    private static readonly OfferedProfile[] WithH265 =
    [
        new("P1", "main", "H265", 2560, 1440, 20, 4096, new Uri("rtsp://127.0.0.1:554/main")),
        new("P2", "sub", "H264", 640, 360, 10, 512, new Uri("rtsp://127.0.0.1:554/sub")),
    ];

    [TestCase(OnvifLogin.None, OnvifQuirks.None)]
    [TestCase(OnvifLogin.Digest, OnvifQuirks.None)]
    [TestCase(OnvifLogin.Token, OnvifQuirks.None)]
    [TestCase(OnvifLogin.Either, OnvifQuirks.None)]
    [TestCase(OnvifLogin.Digest, OnvifQuirks.RefusesToken, Description = "newer firmware: HTTP digest only")]
    [TestCase(OnvifLogin.Either, OnvifQuirks.RefusesBothLogins, Description = "not both at once")]
    [TestCase(OnvifLogin.Token, OnvifQuirks.NotAuthorizedInTextOnly)]
    [TestCase(OnvifLogin.Digest, OnvifQuirks.NotAuthorizedInTextOnly)]
    [TestCase(OnvifLogin.Token, OnvifQuirks.RefusesWithBadRequest)]
    [TestCase(OnvifLogin.Token, OnvifQuirks.ClockNeedsLogin, Description = "the clock call itself is refused: our own time")]
    [TestCase(OnvifLogin.Digest, OnvifQuirks.ClockNeedsLogin)]
    [TestCase(OnvifLogin.Token, OnvifQuirks.NoGetServices)]
    [TestCase(OnvifLogin.Token, OnvifQuirks.WrongHost)]
    [TestCase(OnvifLogin.Digest, OnvifQuirks.WrongHost)]
    public async Task EachCall_AnyWayOfLogin_IsAnsweredWithoutAWrongLogin(OnvifLogin login, OnvifQuirks quirks)
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = login, Quirks = quirks });
        var client = Client(camera, Right);

        var device = await client.GetDeviceAsync(default);
        var profiles = await client.GetProfilesAsync(default);
        var address = await client.GetStreamAddressAsync(profiles[1].Token, default);
        var snapshot = await client.GetSnapshotAsync(profiles[1].Token, default);

        Assert.That((device.Manufacturer, device.Model), Is.EqualTo(("Acme", "IPC-2000")));
        Assert.That(profiles[0], Is.EqualTo(new OnvifProfile("Profile_1", "mainStream", VideoCodec.H264, 1920, 1080, 25, 4096)));
        Assert.That(address, Is.EqualTo("rtsp://127.0.0.1:554/sub"));
        Assert.That(snapshot, Is.Not.Null);
        Assert.That(camera.RefusedLogins, Is.Zero);
        Assert.That(camera.Requests, Has.None.Matches<OnvifRequest>(request => request is { HasToken: true, HasHttpLogin: true }));
    }

    [Test]
    public async Task GetProfiles_ClockIsWrongByYears_SignsWithTheCamerasTime()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = OnvifLogin.Token, ClockOffset = TimeSpan.FromDays(-9000) });
        var client = Client(camera, Right);

        await client.GetProfilesAsync(default);
        var clock = await client.GetClockAsync(default);

        Assert.That(camera.RefusedLogins, Is.Zero);
        Assert.That(clock.Offset.TotalDays, Is.EqualTo(-9000).Within(0.01));
    }

    [Test]
    public async Task GetProfiles_LocalTimeReportedAsUtc_SignsWithOurTimeOnTheSecondTry()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = OnvifLogin.Token, Quirks = OnvifQuirks.LocalTimeAsUtc });
        var client = Client(camera, Right);

        await client.GetProfilesAsync(default);
        Assert.That(camera.RefusedLogins, Is.EqualTo(1));

        await client.GetProfilesAsync(default);
        Assert.That(camera.RefusedLogins, Is.EqualTo(1), "what worked is remembered");
    }

    [Test]
    public async Task GetProfiles_TokenIsCheckedAgainstLocalTime_SignsWithTheCamerasLocalTime()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = OnvifLogin.Token, Quirks = OnvifQuirks.TokenAgainstLocalTime });

        Assert.That(await Client(camera, Right).GetProfilesAsync(default), Has.Count.EqualTo(2));
        Assert.That(camera.RefusedLogins, Is.EqualTo(1));
    }

    [Test]
    public async Task GetProfiles_WrongClockAndLocalTime_FindsTheWayInTwoCalls()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup
        {
            Login = OnvifLogin.Token, Quirks = OnvifQuirks.TokenAgainstLocalTime, ClockOffset = TimeSpan.FromHours(2),
        });
        var client = Client(camera, Right);

        Assert.That(() => client.GetProfilesAsync(default), Refused(OnvifFailure.LoginRefused));
        Assert.That(await client.GetProfilesAsync(default), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task GetProfiles_ClockIsPutRightMeanwhile_AsksForItAnew()
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-05-04T08:00:00Z"));
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = OnvifLogin.Token, Time = TimeProvider.System });
        var client = new OnvifClient(camera.DeviceService, Right, Logins.Gate(), time);
        await client.GetProfilesAsync(default);

        time.Advance(TimeSpan.FromHours(3));

        Assert.That(await client.GetProfilesAsync(default), Has.Count.EqualTo(2));
        Assert.That(camera.RefusedLogins, Is.EqualTo(1));
    }

    [TestCase(OnvifLogin.Digest)]
    [TestCase(OnvifLogin.Token)]
    [TestCase(OnvifLogin.Either)]
    public async Task EachCall_WrongPassword_IsTriedTwiceThenOnceACall(OnvifLogin login)
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = login, ClockOffset = TimeSpan.FromHours(1) });
        var client = Client(camera, Wrong);

        for (var call = 1; call <= 3; call++)
        {
            Assert.That(() => client.GetProfilesAsync(default), Refused(OnvifFailure.LoginRefused).And.Message.Not.Contains("hunter2"));
            Assert.That(camera.RefusedLogins, Is.InRange(1, call + 1));
        }
    }

    [Test]
    public async Task EachCall_NoLogin_IsNoAttempt()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = OnvifLogin.Either });

        Assert.That(() => Client(camera, null).GetProfilesAsync(default), Refused(OnvifFailure.LoginRefused));
        Assert.That(camera.RefusedLogins, Is.Zero);
    }

    [TestCase(OnvifLogin.Token, 3, Description = "services, profiles with a token; the clock was known")]
    [TestCase(OnvifLogin.Digest, 4, Description = "each challenge is asked for")]
    public async Task GetStreamAddress_SecondTime_IsCheap(OnvifLogin login, int atMost)
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = login });
        var client = Client(camera, Right);
        await client.GetStreamAddressAsync("Profile_1", default);
        var before = camera.Requests.Count;

        await client.GetProfilesAsync(default);
        await client.GetStreamAddressAsync("Profile_1", default);

        Assert.That(camera.Requests.Count - before, Is.LessThanOrEqualTo(atMost));
    }

    [Test]
    public async Task GetProfiles_Media2_TellsH265()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Media2 = Media2Offer.All, Profiles = WithH265 });
        var client = Client(camera, null);

        Assert.That((await client.GetProfilesAsync(default)).Select(profile => profile.Codec), Is.EqualTo([VideoCodec.H265, VideoCodec.H264]));
        Assert.That(await client.GetStreamAddressAsync("P1", default), Is.EqualTo("rtsp://127.0.0.1:554/main"));
    }

    [Test]
    public async Task GetStreamAddress_UnknownProfile_IsNoSuchProfile()
    {
        await using var camera = await OnvifCamera.StartAsync();

        Assert.That(() => Client(camera, null).GetStreamAddressAsync("nope", default), Refused(OnvifFailure.NoSuchProfile));
    }

    [Test]
    public async Task GetProfiles_OnlyMedia1KnowsThem_FallsBack()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Media2 = Media2Offer.OnlyH265 });
        var client = Client(camera, null);

        Assert.That(await client.GetProfilesAsync(default), Has.Count.EqualTo(2));
        Assert.That(await client.GetStreamAddressAsync("Profile_1", default), Is.EqualTo("rtsp://127.0.0.1:554/main"));
    }

    [TestCase(OnvifQuirks.SnapshotIsNoJpeg, false)]
    [TestCase(OnvifQuirks.NoSnapshot, false)]
    [TestCase(OnvifQuirks.SnapshotCalledHtml, true)]
    [TestCase(OnvifQuirks.SnapshotWantsBasic, true)]
    [TestCase(OnvifQuirks.WrongHost, true)]
    public async Task GetSnapshot_WhateverItIsCalled_CountsByItsFirstBytes(OnvifQuirks quirk, bool isThere)
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = OnvifLogin.Digest, Quirks = quirk });

        var picture = await Client(camera, Right).GetSnapshotAsync("Profile_2", default);

        Assert.That(picture is [0xFF, 0xD8, 0xFF, ..], Is.EqualTo(isThere));
        Assert.That(picture is null, Is.Not.EqualTo(isThere));
    }

    [TestCase(OnvifQuirks.OkToAnything, "no SOAP")]
    [TestCase(OnvifQuirks.HugeAnswer, "1 MB")]
    [TestCase(OnvifQuirks.DeepAnswer, "no SOAP")]
    [TestCase(OnvifQuirks.ExternalEntity, "no SOAP")]
    public async Task EachCall_HostileAnswer_IsNotOnvif(OnvifQuirks quirk, string what)
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Quirks = quirk });
        var client = Client(camera, Right);

        Assert.That(() => client.GetDeviceAsync(default), Refused(OnvifFailure.NotOnvif).And.Message.Contains(what));
        Assert.That(() => client.GetProfilesAsync(default), Refused(OnvifFailure.NotOnvif));
        Assert.That(() => client.GetClockAsync(default), Refused(OnvifFailure.NotOnvif));
        Assert.That(camera.EntitiesFetched, Is.Zero);
    }

    [Test]
    public async Task EachCall_NoAnswer_IsUnreachableAfterTenSeconds()
    {
        var time = new FakeTimeProvider();
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Quirks = OnvifQuirks.Hangs });
        var call = new OnvifClient(camera.DeviceService, time).GetDeviceAsync(default);

        Assert.That(call.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromSeconds(11));

        Assert.That(() => call, Refused(OnvifFailure.Unreachable).And.Message.Contains("10 s"));
    }

    [Test]
    public async Task EachCall_Cancelled_EndsAtOnce()
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Quirks = OnvifQuirks.Hangs });
        using var cancelled = new CancellationTokenSource();
        var call = Client(camera, null).GetDeviceAsync(cancelled.Token);

        await cancelled.CancelAsync();

        Assert.That(() => call, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void EachCall_NobodyThere_IsUnreachable()
    {
        using var closed = new ClosedPort();
        var client = new OnvifClient(new Uri($"http://127.0.0.1:{closed.Number}/onvif/device_service"), TimeProvider.System);

        Assert.That(() => client.GetDeviceAsync(default), Refused(OnvifFailure.Unreachable));
    }

    private static NUnit.Framework.Constraints.EqualConstraint Refused(OnvifFailure reason) =>
        Throws.TypeOf<OnvifException>().With.Property(nameof(OnvifException.Reason)).EqualTo(reason);

    private static OnvifClient Client(OnvifCamera camera, CameraLogin? login) => new(camera.DeviceService, login, Logins.NeverHeld(), TimeProvider.System);
}
