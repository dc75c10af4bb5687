using System.Text;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Support;

/// <summary>
/// A real Mosquitto on a free port of the loopback address, with its configuration, and what it keeps, in a folder of its
/// own. It keeps everything as the shipped broker configuration demands, so that a kill loses nothing of what it has
/// acknowledged.
/// </summary>
public sealed class MosquittoBroker : IDisposable
{
    private const string Program = "/usr/sbin/mosquitto";

    private readonly TempFolder folder = new();
    private readonly string configuration;
    private ChildProcess? process;

    private MosquittoBroker(bool isSecure, Func<int, string, IEnumerable<string>> lines)
    {
        Port = FreePort.Next();
        configuration = folder.File("mosquitto.conf");
        File.WriteAllLines(configuration, lines(Port, folder.Path));
        Address = $"{(isSecure ? "mqtts" : "mqtt")}://127.0.0.1:{Port}";
    }

    public int Port { get; }

    /// <summary>As <see cref="BrokerOptions.Address"/> wants it.</summary>
    public string Address { get; }

    /// <summary>Of the process that runs now.</summary>
    public int ProcessId => process!.Id;

    public string Log => process?.Transcript() ?? "not started";

    /// <summary>Chooses port and configuration; nobody listens before <see cref="StartAsync"/>.</summary>
    /// <param name="lines">Further lines of mosquitto.conf; without one about logins, everybody is let in.</param>
    public static MosquittoBroker Prepare(params string[] lines) => new(
        isSecure: false,
        (port, folder) => Keeping(port, folder, lines.Any(line => line.StartsWith("password_file", StringComparison.Ordinal)) ? lines : [.. lines, "allow_anonymous true"]));

    public static MosquittoBroker Prepare(TestCertificates tls, params string[] lines) => new(
        isSecure: true,
        (port, folder) => Keeping(port, folder, [$"certfile {tls.ServerCertificate}", $"keyfile {tls.ServerKey}", .. lines, "allow_anonymous true"]));

    /// <summary>A broker that has only the configuration it is given.</summary>
    /// <param name="lines">Of a port and a folder for what it keeps: all lines of mosquitto.conf.</param>
    public static MosquittoBroker PrepareWhole(Func<int, string, IEnumerable<string>> lines, bool isSecure = true) => new(isSecure, lines);

    public static async Task<MosquittoBroker> RunAsync(params string[] lines)
    {
        var broker = Prepare(lines);
        await broker.StartAsync();
        return broker;
    }

    /// <summary>A file for the line password_file, made by Mosquitto's own program.</summary>
    public static async Task<string> PasswordFileAsync(TempFolder where, string user, string password)
    {
        var file = where.File("passwords");
        using var made = await ChildProcess.RunAsync("/usr/bin/mosquitto_passwd", "-c", "-b", file, user, password);
        return file;
    }

    /// <summary>Returns when the broker listens.</summary>
    public async Task StartAsync()
    {
        if (!File.Exists(Program))
        {
            Assert.Ignore($"needs Mosquitto at {Program}");
        }

        process?.Dispose();
        process = ChildProcess.Start(Program, ["-c", configuration]);
        await Eventually.Holds(
            () => process.Errors.Any(line => line.EndsWith(" running", StringComparison.Ordinal)) || process.HasExited, "Mosquitto runs");
        Assert.That(process.HasExited, Is.False, Log);
    }

    /// <summary>Returns when a session's subscription is on the broker's disk, which is a moment after it was acknowledged.</summary>
    public Task UntilKeptAsync(string session, string filter) => UntilKeptAsync(session + filter);

    /// <summary>Returns when a text, part of a message's topic or body, is on the broker's disk.</summary>
    public Task UntilKeptAsync(string text) => Eventually.Holds(
        () => File.Exists(folder.File("mosquitto.db")) && File.ReadAllBytes(folder.File("mosquitto.db")).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0,
        $"the broker keeps {text}");

    /// <summary>SIGKILL, as in a power cut.</summary>
    public void Kill() => process?.Kill();

    public async Task RestartAsync()
    {
        Kill();
        await StartAsync();
    }

    public void Dispose()
    {
        process?.Dispose();
        folder.Dispose();
    }

    private static string[] Keeping(int port, string folder, string[] lines) =>
    [
        "user root",
        $"listener {port} 127.0.0.1",
        "persistence true",
        $"persistence_location {folder}/",
        "autosave_on_changes true",
        "autosave_interval 1",
        "max_queued_messages 0",
        "queue_qos0_messages true",
        "log_dest stderr",
        .. lines,
    ];
}
