using System.IO.Compression;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Cameras.Onvif;

/// <summary>Web servers that are none, or mean harm.</summary>
public sealed class CameraHttpTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n";
    private const string Device = "<Envelope><Body><GetDeviceInformationResponse><Model>M1</Model></GetDeviceInformationResponse></Body></Envelope>";

    [Test]
    public async Task Send_RightAnswer_LeavesNoConnectionAndNoTrace()
    {
        using var server = new RawWebServer(_ => [RawWebServer.Ok(Device)]);

        Assert.That((await Client(server).GetDeviceAsync(default)).Model, Is.EqualTo("M1"));
        Assert.That(server.Requests.Single(), Does.Contain("Connection: close").And.Not.Contain("Authorization").And.Not.Contain("traceparent"));
        Assert.That(server.Requests.Single(), Does.Contain("action=\"http://www.onvif.org/ver10/device/wsdl/GetDeviceInformation\""));
    }

    [Test]
    public async Task Send_CameraSaysNothingOfClosing_EachExchangeHasItsOwnConnection()
    {
        using var server = new RawWebServer(_ => [RawWebServer.Ok(Device), null]);

        for (var exchange = 0; exchange < 3; exchange++)
        {
            Assert.That((await Client(server).GetDeviceAsync(default)).Model, Is.EqualTo("M1"), "a connection used before is never answered again");
        }
    }

    [Test]
    public void Send_PackedAnswer_IsNotUnpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(new byte[64 << 20]);
        }

        using var server = new RawWebServer(_ =>
            [Encoding.ASCII.GetBytes($"{Head}Content-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n"), packed.ToArray()]);

        Assert.That(() => Client(server).GetDeviceAsync(default), Fails(OnvifFailure.NotOnvif));
    }

    [TestCase("RTSP/1.0 400 Bad Request\r\nCSeq: 1\r\n\r\n", OnvifFailure.NotOnvif)]
    [TestCase("220 ftp ready\r\n", OnvifFailure.NotOnvif)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n<", OnvifFailure.Unreachable, Description = "ends before its length")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", OnvifFailure.NotOnvif)]
    [TestCase("", OnvifFailure.Unreachable, Description = "closes without a word")]
    public void Send_BrokenAnswer_IsAnOnvifException(string text, OnvifFailure reason)
    {
        using var server = new RawWebServer(_ => [Encoding.ASCII.GetBytes(text)]);

        Assert.That(() => Client(server).GetDeviceAsync(default), Fails(reason));
    }

    [Test]
    public void Send_HeadWithoutEnd_IsNotOnvif()
    {
        using var server = new RawWebServer(_ => [Encoding.ASCII.GetBytes(Head + "X: " + new string('x', 200_000))]);

        Assert.That(() => Client(server).GetDeviceAsync(default), Fails(OnvifFailure.NotOnvif));
    }

    [Test]
    public async Task Send_StopsInTheMiddle_IsUnreachableAfterTenSeconds()
    {
        var time = new FakeTimeProvider();
        using var server = new RawWebServer(_ => [Encoding.ASCII.GetBytes(Head + "Content-Length: 1000\r\n\r\n<Envelope>"), null]);
        var call = new OnvifClient(Address(server), time).GetDeviceAsync(default);
        await Eventually.Holds(() => server.Requests.Count == 1, "the camera is asked");

        time.Advance(TimeSpan.FromSeconds(11));

        Assert.That(() => call, Fails(OnvifFailure.Unreachable));
    }

    [Test]
    public void Send_SentOnToAnotherHost_StaysAndNamesIt()
    {
        using var other = new RawWebServer(_ => [RawWebServer.Ok(Device)]);
        using var server = new RawWebServer(_ =>
            [Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{other.Port}/onvif/device_service\r\nContent-Length: 0\r\n\r\n")]);

        Assert.That(() => Client(server).GetDeviceAsync(default), Fails(OnvifFailure.NotOnvif).And.Message.Contains($"127.0.0.1:{other.Port}"));
        Assert.That(other.Requests, Is.Empty);
    }

    [Test]
    public async Task Send_CertificateOfTheCamerasOwn_IsTaken()
    {
        using var folder = new TempFolder();
        var files = new TestCertificates(folder.File("tls"));
        using var certificate = X509Certificate2.CreateFromPemFile(files.ServerCertificate, files.ServerKey);
        using var server = new RawWebServer(_ => [RawWebServer.Ok(Device)], certificate);

        Assert.That((await new OnvifClient(Address(server, "https"), TimeProvider.System).GetDeviceAsync(default)).Model, Is.EqualTo("M1"));
    }

    [Test]
    public void Send_NoTlsWhereHttpsIsWritten_IsNotOnvif()
    {
        using var server = new RawWebServer(_ => [RawWebServer.Ok(Device)]);

        Assert.That(
            () => new OnvifClient(Address(server, "https"), TimeProvider.System).GetDeviceAsync(default),
            Fails(OnvifFailure.NotOnvif).And.Message.Contains("https"));
    }

    [Test]
    public async Task GetSnapshot_MoreThanEightMegabytes_IsNone()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, .. new byte[(8 << 20) - 3]];
        using var server = new RawWebServer(request => [Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n\r\n"), jpeg, request.Contains("/large") ? [0] : []]);
        var snapshots = new SnapshotClient(null, Logins.Gate(), TimeProvider.System);

        Assert.That(await snapshots.GetAsync(new Uri(Address(server), "/small"), default), Has.Length.EqualTo(8 << 20));
        Assert.That(await snapshots.GetAsync(new Uri(Address(server), "/large"), default), Is.Null);
    }

    [Test]
    public void EachCall_CameraDoesNotSayThatItIsTheLogin_IsTakenForARefusalTheSecondTimeAlsoByOthers()
    {
        using var server = new RawWebServer(_ => [Encoding.ASCII.GetBytes("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")]);
        var gate = Logins.Gate();
        var clients = Enumerable.Range(0, 8).Select(_ => new OnvifClient(Address(server), new CameraLogin("viewer", "wr0ng"), gate, TimeProvider.System)).ToList();

        Assert.That(() => clients[0].GetDeviceAsync(default), Fails(OnvifFailure.NotOnvif));
        foreach (var client in clients)
        {
            Assert.That(() => client.GetDeviceAsync(default), Fails(OnvifFailure.LoginRefused));
        }

        Assert.That(server.Requests.Count(request => request.Contains("UsernameToken")), Is.InRange(2, 3));
    }

    [Test]
    public void GetSnapshot_WrongPassword_IsTriedOnce()
    {
        using var server = new RawWebServer(_ => [Encoding.ASCII.GetBytes("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"a\"\r\nContent-Length: 0\r\n\r\n")]);
        var snapshots = new SnapshotClient(new CameraLogin("viewer", "wr0ng"), Logins.Gate(), TimeProvider.System);

        Assert.That(() => snapshots.GetAsync(Address(server), default), Fails(OnvifFailure.LoginRefused));
        Assert.That(server.Requests.Count(request => request.Contains("Authorization")), Is.EqualTo(1));
    }

    [Test]
    public void GetDevice_OnlyBasicIsOffered_PasswordIsNeverSentInTheClear()
    {
        using var server = new RawWebServer(_ => [Encoding.ASCII.GetBytes("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"a\"\r\nContent-Length: 0\r\n\r\n")]);
        var client = new OnvifClient(Address(server), new CameraLogin("viewer", "hunter2"), Logins.Gate(), TimeProvider.System);

        Assert.That(() => client.GetDeviceAsync(default), Fails(OnvifFailure.LoginRefused));
        Assert.That(server.Requests, Has.None.Contains("Authorization").And.None.Contains("hunter2"));
    }

    [Test]
    public async Task GetProfiles_Media2IsOfferedButBroken_FallsBackToMedia1AndStaysThere()
    {
        using var server = new RawWebServer(request => [RawWebServer.Ok(Media(request, "", "<Fault><Reason><Text>Broken</Text></Reason></Fault>"))]);
        var client = Client(server);

        Assert.That((await client.GetProfilesAsync(default)).Single().Token, Is.EqualTo("P1"));
        await client.GetProfilesAsync(default);
        Assert.That(server.Requests.Count(request => request.Contains("ver20/media/wsdl/GetProfiles")), Is.EqualTo(1));
    }

    [Test]
    public async Task GetProfiles_NamesAPortThatIsNotForwarded_AsksAtThePortThatAnswered()
    {
        using var closed = new ClosedPort();
        using var server = new RawWebServer(request => [RawWebServer.Ok(Media(request, $":{closed.Number}", "<GetProfilesResponse/>"))]);

        Assert.That((await Client(server).GetProfilesAsync(default)).Single().Token, Is.EqualTo("P1"));
    }

    private static string Media(string request, string port, string media2)
    {
        var body = request switch
        {
            _ when request.Contains("GetServices") =>
                $"""
                <GetServicesResponse><Service><Namespace>http://www.onvif.org/ver10/media/wsdl</Namespace><XAddr>http://10.0.0.9{port}/media</XAddr></Service>
                <Service><Namespace>http://www.onvif.org/ver20/media/wsdl</Namespace><XAddr>http://10.0.0.9{port}/media2</XAddr></Service></GetServicesResponse>
                """,
            _ when request.Contains("ver20/media") => media2,
            _ => """<GetProfilesResponse><Profiles token="P1"/></GetProfilesResponse>""",
        };
        return $"<Envelope><Body>{body}</Body></Envelope>";
    }

    private static OnvifClient Client(RawWebServer server) => new(Address(server), TimeProvider.System);

    private static Uri Address(RawWebServer server, string scheme = "http") => new($"{scheme}://127.0.0.1:{server.Port}/onvif/device_service");

    private static NUnit.Framework.Constraints.EqualConstraint Fails(OnvifFailure reason) =>
        Throws.TypeOf<OnvifException>().With.Property(nameof(OnvifException.Reason)).EqualTo(reason);
}
