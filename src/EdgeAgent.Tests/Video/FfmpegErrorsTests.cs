using EdgeAgent.Cameras;
using EdgeAgent.Video;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Video;

/// <summary>What ffmpeg itself says is in the tests of the two sources; here are the words of other versions, and Redact.</summary>
public sealed class FfmpegErrorsTests
{
    [TestCase("method DESCRIBE failed: 401 Unauthorized; Error opening input: Invalid data found when processing input", StreamFailure.LoginRefused)]
    [TestCase("Invalid data found when processing input; Server returned 401 Unauthorized (authorization failed)", StreamFailure.LoginRefused)]
    [TestCase("Server returned 404 Not Found", StreamFailure.NoSuchStream)]
    [TestCase("method SETUP failed: 461 Client error", StreamFailure.TransportRefused)]
    [TestCase("[rtsp] method DESCRIBE failed: 401 Access denied", StreamFailure.LoginRefused)]
    [TestCase("[rtsp] method DESCRIBE failed: 404", StreamFailure.NoSuchStream)]
    [TestCase("[rtsp] method PLAY failed: 454 Session Not Found", StreamFailure.NoSuchStream)]
    [TestCase("[h264] error while decoding MB 404 9, bytestream 461 454 ", StreamFailure.Unknown)]
    [TestCase("Connection to tcp://10.0.0.9:554/404 ?timeout=1 failed: Connection timed out", StreamFailure.Unreachable)]
    [TestCase("Connection to tcp://10.0.0.9:554?timeout=10000000 failed: No route to host", StreamFailure.Unreachable)]
    [TestCase("Failed to resolve hostname camera: Name or service not known", StreamFailure.Unreachable)]
    [TestCase("Could not find codec parameters for stream 0 (Video: none, none): unknown codec", StreamFailure.UnsupportedCodec)]
    [TestCase("setpriv: failed to execute /opt/ffmpeg: Permission denied", StreamFailure.NotInstalled)]
    public void Read_WordsOfFfmpeg_NamesTheReason(string words, StreamFailure expected) =>
        Assert.That(FfmpegErrors.Read([words]).Failure, Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("deprecated pixel format used, make sure you did set range correctly")]
    public void Read_NoReason_IsUnknownWithAllThatWasSaid(string words) =>
        Assert.That(FfmpegErrors.Read([words, words]), Is.EqualTo((StreamFailure.Unknown, $"{words}; {words}")));

    [Test]
    public void Read_SeveralLines_KeepsTheOneThatNamesTheReason() => Assert.That(
        FfmpegErrors.Read(
        [
            "[tcp] Connection to tcp://10.0.0.9:554?timeout=18000000 failed: Connection refused",
            "[concat] Impossible to open 'rtsp://10.0.0.9/sub'",
            "[in#0] Error opening input: Connection refused",
        ]),
        Is.EqualTo((StreamFailure.Unreachable, "Connection to tcp://10.0.0.9:554 failed: Connection refused")));

    [Test]
    public void Read_CameraAnswersTwice_TheLastAnswerCountsInItsFirstWords() => Assert.That(
        FfmpegErrors.Read(
        [
            "[rtsp] method PAUSE failed: 454 Session Not Found",
            "[rtsp] method DESCRIBE failed: 404 Stream Not Found",
            "pipe:0: Server returned 404 Not Found",
        ]),
        Is.EqualTo((StreamFailure.NoSuchStream, "method DESCRIBE failed: 404 Stream Not Found")));

    [TestCase("[rtsp] method PAUSE failed: 454 Session Not Found", "[rtsp] method SETUP failed: 461 Unsupported transport", StreamFailure.TransportRefused)]
    [TestCase("[rtsp] method DESCRIBE failed: 404 Not Found", "[tcp] Connection reset by peer", StreamFailure.NoSuchStream)]
    [TestCase("[h264] Invalid data found when processing input", "[tcp] Connection timed out", StreamFailure.Unreachable)]
    public void Read_LinesContradictEachOther_TheCamerasLastAnswerCountsMost(string first, string last, StreamFailure expected) =>
        Assert.That(FfmpegErrors.Read([first, last]).Failure, Is.EqualTo(expected));

    [Test]
    public void Redact_AddressWithAnyLogin_LeavesNeitherUserNorPassword() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<string>(), (one, other) =>
        {
            var (user, password) = ("Zaphod" + WellFormed(one), "Beeblebrox" + WellFormed(other));
            var line = $"[in#0 @ 0x55d0] Error opening input {StreamAddress.WithLogin("rtsp://10.0.0.9:554/sub", user, password)}: Input/output error";

            return FfmpegErrors.Redact(line) == "[in#0] Error opening input rtsp://10.0.0.9:554/sub: Input/output error";
        }).QuickCheckThrowOnFailure();

    [TestCase("rtsp://10.0.0.9/user=admin&password=hunter2&channel=1&stream=0.sdp: refused", "rtsp://10.0.0.9/user=admin&password=***&channel=1&stream=0.sdp: refused")]
    [TestCase("rtsp://10.0.0.9/user=admin_password=hunter2_channel=1: refused", "rtsp://10.0.0.9/user=admin_password=*** refused")]
    [TestCase("rtsp://10.0.0.9/live?pwd=hunter2", "rtsp://10.0.0.9/live?pwd=***")]
    public void Redact_PasswordInThePath_IsBlackedOut(string line, string expected) =>
        Assert.That(FfmpegErrors.Redact(line), Is.EqualTo(expected));

    private static string WellFormed(string? text) => string.Concat((text ?? "").Where(letter => !char.IsSurrogate(letter)));
}
