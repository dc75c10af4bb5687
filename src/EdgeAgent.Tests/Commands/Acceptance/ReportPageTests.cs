using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Commands.Acceptance;
using EdgeAgent.Configuration;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Tests.Commands.Acceptance;

public sealed class ReportPageTests
{
    private const string Hostile = "</title><script>alert(1)</script><img src=x onerror='alert(2)'>\"&";

    [Test]
    public void Of_WhateverCamerasSay_HoldsNothingThatRunsOrIsFetched()
    {
        var page = ReportPage.Of(Report());

        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Not.Contain("<script").And.Not.Contain("<img src=x").And.Contain("&lt;script&gt;alert(1)"));
            Assert.That(page, Does.Not.Match("(src|href)=\"(?!data:image/jpeg;base64,)"));
            Assert.That(page, Does.Not.Match("url\\(|@import"));
            Assert.That(page, Does.Contain("default-src 'none'"));
        });
    }

    [Test]
    public void Of_Pictures_AreMadeSmall()
    {
        var page = ReportPage.Of(Report());
        var start = page.IndexOf("base64,", StringComparison.Ordinal) + 7;
        var picture = StillPicture.Read(Convert.FromBase64String(page[start..page.IndexOf('"', start)]));

        Assert.That((picture!.Width, picture.Height), Is.EqualTo((640, 360)));
    }

    [Test]
    public void Of_PageAndText_HoldEveryLineInBothLanguages()
    {
        var report = Report();
        var page = System.Net.WebUtility.HtmlDecode(ReportPage.Of(report));
        var text = ReportText.Of(report);

        foreach (var said in report.Lines.SelectMany(line => new[] { line.Summary, line.Fix }).OfType<CheckText>().SelectMany(both => new[] { both.Zh, both.En }))
        {
            Assert.That(page, Does.Contain(said));
            Assert.That(text, Does.Contain(said));
        }

        Assert.That(text, Does.Contain("签字 | Signature ____"));
    }

    [TestCase("cameras", "cameras[0].id: must be", "")]
    [TestCase("missing", "没有配置文件", "运行 EdgeAgent setup")]
    public void Of_ConfigurationCannotBeUsed_NothingIsSigned(string what, string said, string fix)
    {
        var broken = new ConfigurationException("config.json", [new("cameras[0].id", "must be 1 to 32 letters")]) { IsMissing = what == "missing" };
        var report = ConfigurationCheck.Of(broken, TimeProvider.System);

        foreach (var text in new[] { ReportPage.Of(report), ReportText.Of(report) })
        {
            Assert.That(text, Does.Contain("配置文件不能用").And.Contain(said).And.Contain(fix));
            Assert.That(text, Does.Not.Contain("签字").And.Not.Contain("还不能交付").And.Not.Contain("摄像头 | Cameras"));
        }
    }

    [Test, Platform("Linux"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Write_Report_IsReadByItsOwnerAlone()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("report.html"), "of last time");

        ReportFiles.Write(folder.File("report.html"), Report());

        Assert.That(
            Directory.GetFiles(folder.Path).Select(file => (Path.GetFileName(file), File.GetUnixFileMode(file))),
            Is.EquivalentTo(new[] { "report.html", "report.txt" }.Select(name => (name, UnixFileMode.UserRead | UnixFileMode.UserWrite))));
    }

    private static CheckReport Report()
    {
        using var drawn = new Mat(1080, 1920, MatType.CV_8UC3, new Scalar(90, 110, 100));
        CheckLine[] lines = [CheckLine.Ok("camera.device", ("manufacturer", Hostile), ("model", "x"), ("firmware", "1"), ("serial", "2"))];
        var camera = new CheckedCamera(
            "door", Hostile, new OnvifDevice(Hostile, "x", "1", "2"), StillPicture.Read(drawn.ToBytes(".jpg")),
            [new CheckedStream(StreamRole.Main, new StreamFigures("h264", "Main", 1920, 1080, 25, false, 2, 4000), "tcp")],
            [.. lines.Select(line => line with { Camera = "door" })]);
        return new CheckReport(
            "quanzhou/anxi/tofu-042", "1.2.3", new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(8)),
            [CheckLine.Warn("rules.none"), .. camera.Lines], [camera]);
    }
}
