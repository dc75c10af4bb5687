using System.Net;
using System.Text;
using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Cameras.Onvif;

/// <summary>Answers are hostile: any bytes give an answer or an <see cref="OnvifException"/>, and nothing else.</summary>
public sealed class AnswerFuzzTests
{
    private static readonly Uri Device = new("http://192.168.1.64/onvif/device_service");
    private static readonly string[] Calls = ["GetProfiles", "GetStreamUri", "GetServices", "GetCapabilities", "GetSystemDateAndTime", "GetDeviceInformation"];

    private static readonly string[] Names =
    [
        "Profiles", "VideoEncoderConfiguration", "Configurations", "VideoEncoder", "Encoding", "Resolution", "Width", "Height", "RateControl",
        "FrameRateLimit", "BitrateLimit", "Name", "MediaUri", "Uri", "Service", "Namespace", "XAddr", "Capabilities", "Media", "SystemDateAndTime",
        "UTCDateTime", "LocalDateTime", "Time", "Date", "Hour", "Minute", "Second", "Year", "Month", "Day", "Manufacturer", "Model", "Fault", "Code",
        "Subcode", "Value", "Reason", "Text",
    ];

    private static readonly string[] Values =
    [
        "", "1", "31", "2026", "-1", "1e308", "NaN", "99999999999", "H264", "h.265", "rtsp://127.0.0.1:554/a", "rtsp://[::1", "rtsp://a:b@c/d", "http://x:1/y",
        "http://[", "://", "http://www.onvif.org/ver20/media/wsdl", "http://www.onvif.org/ver10/media/wsdl", "ter:NotAuthorized", "&#10;", "前门", "&amp;", " ",
    ];

    // What a camera may name: all that .NET knows, what it has switched off, and nothing that anybody knows.
    private static readonly string[] Charsets =
    [
        .. Encoding.GetEncodings().Concat(CodePagesEncodingProvider.Instance.GetEncodings()).Select(encoding => encoding.Name).Distinct(),
        "utf-7", "UTF-7", "unicode-1-1-utf-7", "utf-9", "-", "65000", "utf-8; q=1", "\"gbk\"", " ", "", "\0", "编码",
    ];

    [Test]
    public void Read_AnyBytes_GivesAnAnswerOrAnOnvifException() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => IsHarmless(bytes, null))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void Read_AnyTreeOfKnownNames_GivesAnAnswerOrAnOnvifException() => Prop.ForAll(
        Gen.Zip(Gen.Elements(Calls), Tree(4)).ToArbitrary(),
        pair => IsHarmless(Encoding.UTF8.GetBytes($"<Envelope><Body><{pair.Item1}Response>{pair.Item2}</{pair.Item1}Response></Body></Envelope>"), null))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void Read_RightAnswerWithBrokenBytes_GivesAnAnswerOrAnOnvifException() => Prop.ForAll(
        Gen.Zip(Gen.Zip(Gen.Elements(Calls), Tree(4)), Gen.Zip(Gen.Elements(Charsets).Two(), Gen.Choose(0, 2000).Three())).ToArbitrary(),
        each =>
        {
            var ((call, tree), ((declared, charset), (letter, at, cut))) = each;
            var bytes = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"{declared}\"?><Envelope><Body><{call}Response>{tree}</{call}Response></Body></Envelope>");
            bytes[at % bytes.Length] = (byte)letter;
            return IsHarmless(bytes[..(bytes.Length - (cut % 7 == 0 ? cut % bytes.Length : 0))], charset);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void Challenge_AnyHeader_IsReadAndAnswered() => Prop.ForAll(
        Gen.OneOf(
            Gen.Elements("Digest", "Basic", " ", ",", "=", "\"", "\\", "realm", "nonce", "algorithm", "MD5", "SHA-256-sess", "qop", "auth", "opaque", "a").ArrayOf().Select(string.Concat),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get)).ToArbitrary(),
        header =>
        {
            var challenges = HttpChallenge.Parse([header]);
            var login = new CameraLogin("u", "hunter2");
            return HttpLogin.Digest(challenges, login, HttpMethod.Get, Device)?.Contains("hunter2") != true
                && HttpLogin.Basic(challenges, login)?.Contains('\n') != true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static Gen<string> Tree(int depth) => depth == 0
        ? Gen.Elements(Values)
        : Gen.OneOf(
            Gen.Elements(Values),
            from children in Gen.Choose(0, 4)
            from parts in Gen.Zip(Gen.Elements(Names), Tree(depth - 1)).ArrayOf(children)
            from token in Gen.Elements(Values)
            select string.Concat(parts.Select(part => $"<{part.Item1} token=\"{token}\">{part.Item2}</{part.Item1}>")));

    private static bool IsHarmless(byte[] body, string? charset) => Calls.All(call =>
    {
        foreach (var status in new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest })
        {
            var reply = SoapReply.Read(new CameraAnswer(status, body, charset, [], null), call, "192.168.1.64");
            if (reply.Content is not { } content)
            {
                Assert.That(reply.Failure!.Message.Any(char.IsControl), Is.False);
                continue;
            }

            DeviceClock.Read(content, DateTimeOffset.UnixEpoch);
            Assert.That(OnvifDevice.Read(content).Manufacturer.Any(char.IsControl), Is.False);
            foreach (var service in MediaServices.Read(Device, content).Append(new Media1Service(Device)).Append(new Media2Service(Device)))
            {
                Assert.That(service.Address.Host, Is.EqualTo(Device.Host));
                Assert.That(HostKeeping.Rtsp(Device, service.ReadAddress(content)) is not { } address || StreamAddress.Problem(address) is null);
                Assert.That(HostKeeping.Http(Device, service.ReadAddress(content)).All(each => each.Host == Device.Host));
                if (service.ReadProfiles(content) is { Count: > 0 } profiles)
                {
                    Assert.That(StreamChoice.Choose(profiles, new OnvifOptions()).Sub.Width, Is.InRange(0, 16384));
                }
            }
        }

        return true;
    });
}
