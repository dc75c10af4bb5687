using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeAgent.Commands.Setup;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Remote.Configuring;
using EdgeAgent.Rules;
using EdgeAgent.StatusPage;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.StatusPage;

public sealed partial class PageFilesTests
{
    [Test]
    public async Task Files_NamedByThePage_AreServedWithTheirTypes()
    {
        await using var page = await ServedPage.StartAsync();
        var html = await page.Http.GetStringAsync("/") + await page.Http.GetStringAsync("/playback.html") + await page.Http.GetStringAsync("/enrolment.html")
            + await page.Http.GetStringAsync("/waiting.html");
        var script = await page.Http.GetStringAsync("/app.js") + await page.Http.GetStringAsync("/playback.js") + await page.Http.GetStringAsync("/player.js")
            + await page.Http.GetStringAsync("/enrolment.js");
        var named = OwnAddress().Matches(html + script).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.That(named, Has.Count.GreaterThan(8));

        foreach (var address in named)
        {
            using var answer = await page.Http.GetAsync(address);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), address);
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo(Path.GetExtension(address) switch
            {
                ".js" => "text/javascript",
                ".html" => "text/html",
                ".css" => "text/css",
                ".svg" => "image/svg+xml",
                _ => "application/json",
            }));
        }
    }

    [TestCase("/")]
    [TestCase("/playback.html")]
    [TestCase("/enrolment.html")]
    [TestCase("/waiting.html")]
    public async Task Page_Always_HoldsNoScriptOrStyleOfItsOwn(string address)
    {
        await using var page = await ServedPage.StartAsync();

        var html = await page.Http.GetStringAsync(address);

        Assert.That(html, Does.Not.Match("<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)"));
        Assert.That(html, Does.Not.Contain("://"), "nothing is fetched from elsewhere");
    }

    [Test]
    public async Task File_ViewerHasItAlready_IsNotSentAgain()
    {
        await using var page = await ServedPage.StartAsync();
        using var first = await page.Http.GetAsync("/app.js");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/app.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var answer = await page.Http.SendAsync(again);

        Assert.That(first.Headers.CacheControl?.NoCache, Is.True);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task Strings_EveryText_HasBothLanguagesAndTheSamePlaceholders()
    {
        await using var page = await ServedPage.StartAsync();
        foreach (var text in (await StringsAsync(page)).EnumerateObject())
        {
            var chinese = text.Value.GetProperty("zh").GetString()!;
            var english = text.Value.GetProperty("en");
            var forms = english.ValueKind == JsonValueKind.String
                ? [english.GetString()!]
                : new[] { english.GetProperty("one").GetString()!, english.GetProperty("other").GetString()! };

            Assert.That(chinese, Is.Not.Empty, text.Name);
            Assert.That(PlaceholdersOf(forms[^1]), Is.EquivalentTo(PlaceholdersOf(chinese)), text.Name);
            Assert.That(PlaceholdersOf(forms[0]).Append("count"), Is.SupersetOf(PlaceholdersOf(chinese)), text.Name);
        }
    }

    [Test]
    public async Task Strings_EveryKeyThatThePageUses_IsThere()
    {
        await using var page = await ServedPage.StartAsync();
        var html = await page.Http.GetStringAsync("/") + await page.Http.GetStringAsync("/playback.html") + await page.Http.GetStringAsync("/enrolment.html")
            + await page.Http.GetStringAsync("/waiting.html");
        string[] named =
        [
            "app", "cameras", "choice", "controls", "crops", "enrolment", "exportentry", "exports", "incidents", "legend", "livedialog", "orders", "place", "playback", "playing",
            "remote", "summary", "viewer", "waiting",
        ];
        var scripts = await Task.WhenAll(named.Select(name => page.Http.GetStringAsync($"/{name}.js")));
        var down = Enum.GetValues<CameraState>().Except([CameraState.Starting, CameraState.Watching, CameraState.Finished]);
        var verdicts = VerdictKey().Matches(await page.Http.GetStringAsync("/verdict.js")).Select(match => match.Groups[1].Value);

        string[] used =
        [
            .. TextKey().Matches(html + string.Concat(scripts)).Select(match => match.Groups[1].Value),
            .. Enum.GetValues<CameraState>().Select(state => $"camera.state.{CamelCase(state)}"),
            .. down.Select(state => $"camera.advice.{CamelCase(state)}"),
            .. down.Where(state => state is CameraState.Paused || Status(state).HasPictures).Select(state => $"camera.label.{CamelCase(state)}"),
            .. Enum.GetValues<RecordingActivity>().Except([RecordingActivity.Off, RecordingActivity.Connecting]).Select(each => $"camera.recording.{CamelCase(each)}"),
            .. Enum.GetValues<EvidenceLoss>().Select(loss => $"box.loss.{CamelCase(loss)}"),
            .. Enum.GetValues<Severity>().Select(severity => $"severity.{CamelCase(severity)}"),
            .. new[] { "watched", "down", "covered", "paused", "clockUnsure" }.Select(state => $"coverage.{state}"),
            .. new[] { "waiting", "running", "done", "failed", "cancelled" }.Select(state => $"export.state.{state}"),
            .. Enum.GetValues<Finding>().Select(finding => $"incident.verdict.{CamelCase(finding)}"),
            .. new[] { "picture", "event" }.Select(kind => $"reporting.kind.{kind}"),
            .. Enum.GetValues<RectificationAnswer>().SelectMany(answer => new[] { $"incident.answer.{CamelCase(answer)}", $"ask.answer.{CamelCase(answer)}" }),
            .. TeachableHead.All.SelectMany(head => new[] { $"enrolment.{head.Name}", $"enrolment.what.{head.Name}" }),
            .. Enum.GetValues<EnrolmentState>().Select(state => $"enrolment.state.{CamelCase(state)}"),
            .. Enum.GetValues<TeachingRefusal>().Select(refusal => $"enrolment.refused.{CamelCase(refusal)}"),
            .. new[] { "good", "bad", "none" }.Select(mark => $"enrolment.mark.{mark}"),
            .. Enum.GetValues<TrialState>().Select(state => $"box.change.{CamelCase(state)}"),
            .. Enum.GetValues<TrialProblem>().Select(problem => $"box.change.cause.{CamelCase(problem)}"),
            .. CommandNames.Select(name => $"remote.command.{name}"),
            .. Enum.GetValues<ReplyState>().Select(state => $"remote.outcome.{CamelCase(state)}"),
            .. ZoneTemplates.All.Select(zone => $"zone.{zone.Id}"),
            .. verdicts.SelectMany(key => new[] { $"verdict.{key}", $"verdict.{key}.detail" }),
        ];

        Assert.That((await StringsAsync(page)).EnumerateObject().Select(text => text.Name), Is.EquivalentTo(used.Distinct()));
    }

    // Those of the contract, and what the desk calls a name that is none.
    private static readonly string[] CommandNames = ["snapshot", "live", "clip", "stream", "rebirth", "verdict", "config-get", "config-set", "other"];

    private static CameraStatus Status(CameraState state) => new("", "", state, default, null, 0, null, 0, 0, 0, 0, []);

    private static async Task<JsonElement> StringsAsync(ServedPage page) =>
        JsonDocument.Parse(await page.Http.GetStringAsync("/strings.json")).RootElement;

    private static IEnumerable<string> PlaceholdersOf(string text) => Placeholder().Matches(text).Select(match => match.Groups[1].Value);

    private static string CamelCase<T>(T value)
        where T : Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    [GeneratedRegex("\"(/[a-z]+\\.[a-z]+)\"")]
    private static partial Regex OwnAddress();

    [GeneratedRegex("\\{(\\w+)\\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("key: \"(\\w+)\"")]
    private static partial Regex VerdictKey();

    [GeneratedRegex("\"((?:page|verdict|fact|cameras|camera|incidents|incident|reporting|remote|box|viewer|ask|live|playback|timeline|export|enrolment)\\.[A-Za-z0-9.]+)\"")]
    private static partial Regex TextKey();
}
