using System.Net;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Storage;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.StatusPage;

public sealed class HealthReportTests
{
    [TestCase(CameraState.Unreachable)]
    [TestCase(CameraState.Stalled)]
    [TestCase(CameraState.LoginRefused)]
    public async Task Health_CameraUnplugged_IsOkBecauseARestartWouldNotHelp(CameraState state)
    {
        var time = new FakeTimeProvider();
        await using var page = await ServedPage.StartAsync(time);
        page.Post("hall", "", state);
        _ = await AskAsync(page);
        time.Advance(TimeSpan.FromHours(1));

        var (status, body) = await AskAsync(page);

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(body, Is.EqualTo("""{"status":"ok"}"""));
    }

    [TestCase(RecordingActivity.DiskFull, HttpStatusCode.ServiceUnavailable)]
    [TestCase(RecordingActivity.DiskFails, HttpStatusCode.ServiceUnavailable)]
    [TestCase(RecordingActivity.NoStream, HttpStatusCode.OK)]
    [TestCase(RecordingActivity.Off, HttpStatusCode.OK)]
    public async Task Health_CameraNotRecorded_FailsOnlyForTheDisk(RecordingActivity activity, HttpStatusCode expected)
    {
        await using var page = await ServedPage.StartAsync(new FakeTimeProvider());
        page.Post("hall", "", CameraState.Watching);
        page.Recording = new RecordingState(activity, "no room", TimeSpan.Zero);

        Assert.That((await AskAsync(page)).Status, Is.EqualTo(expected));
    }

    [TestCase(0, HttpStatusCode.ServiceUnavailable)]
    [TestCase(1, HttpStatusCode.OK)]
    public async Task Health_WatchingForLong_AsksForNewPictures(int newFrames, HttpStatusCode expected)
    {
        var time = new FakeTimeProvider();
        await using var page = await ServedPage.StartAsync(time);
        page.Post("hall", "", CameraState.Watching, frames: 50);
        Assert.That((await AskAsync(page)).Status, Is.EqualTo(HttpStatusCode.OK));
        time.Advance(TimeSpan.FromSeconds(31));
        page.Post("hall", "", CameraState.Watching, frames: 50 + newFrames);

        var (status, body) = await AskAsync(page);

        Assert.That(status, Is.EqualTo(expected));
        Assert.That(body, newFrames == 0 ? Does.Contain("camera hall: watching, but no picture") : Does.Not.Contain("hall"));
    }

    [Test]
    public async Task Health_EvidenceCannotBeWritten_IsFailingAndSaysWhy()
    {
        await using var page = await ServedPage.StartAsync();
        page.EvidenceProblem = "access denied";

        var (status, body) = await AskAsync(page);

        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(body, Does.Contain("evidence: access denied"));
    }

    [Test]
    public async Task Health_DiskShort_IsFailing()
    {
        await using var page = await ServedPage.StartAsync(
            change: sources => sources with { Disk = new DiskSpace(Path.GetTempPath(), long.MaxValue) });

        var (status, body) = await AskAsync(page);

        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(body, Does.Contain("disk: too little space left"));
    }

    [Test]
    public async Task Health_FolderNotWritable_IsFailing()
    {
        var gone = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var page = await ServedPage.StartAsync(
            change: sources => sources with { Disk = new DiskSpace(gone, 0) });

        var (status, body) = await AskAsync(page);

        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(body, Does.Contain("cannot be written to"));
    }

    [Test]
    public async Task Health_DatabaseDoesNotAnswer_IsFailingWithItsWords()
    {
        await using var page = await ServedPage.StartAsync(
            change: sources => sources with { Outbox = () => throw new IOException("page 7 is damaged") });

        var (status, body) = await AskAsync(page);

        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(body, Is.EqualTo("""{"status":"failing","reasons":["database: page 7 is damaged"]}"""));
    }

    [Test]
    public async Task Health_Asked_LeavesNoFileBehind()
    {
        await using var page = await ServedPage.StartAsync();

        _ = await AskAsync(page);

        Assert.That(Directory.GetFiles(page.Folder, "*.partial"), Is.Empty);
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(ServedPage page)
    {
        using var answer = await page.Http.GetAsync("/healthz");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
