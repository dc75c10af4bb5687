using System.Text;
using System.Text.Json;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>Passwords are in the secrets file and on the way to the camera, and nowhere else.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SecretsTests
{
    private const string WrongPassword = "wr0ng/n1ght:in gale";

    [Test]
    public async Task Run_PasswordsInTheSecretsFile_NothingThatTheAgentSaysHoldsOne()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.PersonAsync(), RtspLogin.Digest);
        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        object Camera(string id, string entry) =>
            new { id, subStream = camera.Address("sub"), user = RtspCamera.User, password = Secret.Entry(entry) };
        using var workshop = new Workshop(
            broker.Address, [Camera("right", "right"), Camera("wrong", "wrong"), Camera("none", "none")], [new { rule = "intrusion" }, new { rule = "camera_lost" }]);
        var folder = Path.GetDirectoryName(workshop.Configuration)!;
        await new SecretsFile(folder).ChangeAsync(
            new Dictionary<string, string?> { ["right"] = RtspCamera.Password, ["wrong"] = WrongPassword }, TimeProvider.System, CancellationToken.None);

        using var agent = workshop.Start();
        await workshop.CameraBecomes("right", TimeSpan.FromSeconds(60), "watching");
        await workshop.CameraBecomes("wrong", TimeSpan.FromSeconds(60), "loginRefused");
        await workshop.CameraBecomes("none", TimeSpan.FromSeconds(60), "loginRefused");
        var status = (await workshop.StatusAsync())!.Value.GetRawText();
        var metrics = await workshop.MetricsAsync();
        await centre.UntilAsync(all => all.Any(message => message.Topic.EndsWith("/incident", StringComparison.Ordinal)));
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        var heard = await centre.UntilAsync(all => all[^1].Topic.EndsWith("/status", StringComparison.Ordinal) && all.Count > 4);

        Assert.That(status, Does.Contain("has no entry"), "the page names the fix");
        Assert.That(agent.Transcript(), Does.Contain("cameras[2].password: "), "the start names the fix");
        var kept = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "secrets.json").ToList();
        Assert.That(kept.Select(Path.GetExtension), Does.Contain(".log").And.Contain(".db"));
        DemandNoPassword(
            [("console", agent.Transcript()), ("status", status), ("metrics", metrics),
                .. heard.Select(message => (message.Topic, Text(message.Body))), .. kept.Select(file => (file, Text(File.ReadAllBytes(file))))]);
    }

    private static void DemandNoPassword(IEnumerable<(string Place, string Text)> said)
    {
        string[] forms = [.. new[] { RtspCamera.Password, WrongPassword }.SelectMany(Forms)];
        Assert.That(said.Where(place => forms.Any(form => place.Text.Contains(form, StringComparison.Ordinal))).Select(place => place.Place), Is.Empty);
    }

    // As it is, as in an address, as in JSON, as in basic login.
    private static IEnumerable<string> Forms(string password) =>
        [
            password, Uri.EscapeDataString(password), JsonSerializer.Serialize(password).Trim('"'),
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{RtspCamera.User}:{password}")),
        ];

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
