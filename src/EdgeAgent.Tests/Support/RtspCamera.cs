using System.Globalization;

namespace EdgeAgent.Tests.Support;

/// <summary>How the camera wants to be logged in to.</summary>
public enum RtspLogin
{
    None,
    Basic,
    Digest,
}

/// <summary>The sound track beside the pictures, G.711 as most cameras send it.</summary>
public enum RtspSound
{
    None,
    Pcmu,
    Pcma,
}

/// <summary>What the camera sends its pictures over.</summary>
public enum RtspTransport
{
    Both,
    Tcp,
    Udp,
}

/// <summary>
/// A real RTSP server that loops encoded files (rtsp_camera.py), on a free port of 127.0.0.1 unless told otherwise, with
/// the faults that cameras have on site. Each fault has been carried out when its task ends.
/// </summary>
public sealed class RtspCamera : IDisposable
{
    public const string User = "viewer";
    public const string Password = "p@ss/w:rd 12";

    /// <summary>In the place of a file: pictures of the time, see rtsp_clock.py.</summary>
    public const string Clock = "clock";

    private readonly ChildProcess process;
    private readonly string address;

    private RtspCamera(ChildProcess process, string address, int port)
    {
        this.process = process;
        this.address = address;
        Port = port;
    }

    public int Port { get; }

    /// <summary>How many requests came with a login that is not the right one.</summary>
    public int RefusedLogins => process.Output.Count(line => line == "login refused");

    /// <summary>What the server said on standard error, for the message of a failing test.</summary>
    public IReadOnlyList<string> Errors => process.Errors;

    /// <summary>One stream, with the name <c>sub</c>.</summary>
    public static Task<RtspCamera> StartAsync(string clip, RtspLogin login = RtspLogin.None) =>
        StartAsync(new Dictionary<string, string> { ["sub"] = clip }, login);

    /// <param name="streams">File by stream name: MP4 with H.264 or H.265 without B-frames; or <see cref="Clock"/>.</param>
    /// <param name="login">The login asked of clients: <see cref="User"/> and <see cref="Password"/>.</param>
    /// <param name="transport">What is allowed; a client that asks for another is refused.</param>
    /// <param name="sound">Of every stream.</param>
    /// <param name="port">The port, or null for a free one.</param>
    /// <param name="network">Where it listens; by default in the test's own network.</param>
    /// <param name="address">One of that network's.</param>
    public static async Task<RtspCamera> StartAsync(
        IReadOnlyDictionary<string, string> streams,
        RtspLogin login = RtspLogin.None,
        RtspTransport transport = RtspTransport.Both,
        RtspSound sound = RtspSound.None,
        int? port = null,
        NetworkNamespace? network = null,
        string address = "127.0.0.1")
    {
        var chosen = port ?? FreePort.Next();
        const string python = "/usr/bin/python3";
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Support", "rtsp_camera.py"),
            "--address", address, "--port", chosen.ToString(CultureInfo.InvariantCulture),
            "--login", login.ToString().ToLowerInvariant(), "--user", User, "--password", Password,
            "--transport", transport.ToString().ToLowerInvariant(), "--sound", sound.ToString().ToLowerInvariant(),
            .. streams.Select(stream => $"{stream.Key}={stream.Value}"),
        ];
        var process = network?.Start(python, arguments) ?? ChildProcess.Start(python, arguments);
        try
        {
            await Eventually.Holds(() => process.Output.Contains("ready") || process.HasExited, "the camera is ready");
            Assert.That(process.HasExited, Is.False, $"the camera did not start:\n{process.Transcript()}");
        }
        catch
        {
            process.Dispose();
            throw;
        }

        return new RtspCamera(process, address, chosen);
    }

    /// <summary>The stream's address, without the login.</summary>
    public Uri Address(string name) => new($"rtsp://{address}:{Port}/{name}");

    /// <summary>Drops every client; they may come back at once.</summary>
    public Task KickAsync() => CommandAsync("kick");

    /// <summary>Stays connected but sends nothing for so long.</summary>
    public Task StallAsync(TimeSpan duration) =>
        CommandAsync("stall", duration.TotalSeconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sends noise in the place of each picture.</summary>
    public Task SendGarbageAsync() => CommandAsync("garbage");

    /// <summary>Tears every so manieth picture and sends noise after it.</summary>
    public Task SendRubbishAsync(int every) => CommandAsync("rubbish", every.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sends the same key picture again and again, each at its time.</summary>
    public Task FreezeAsync() => CommandAsync("freeze");

    /// <summary>Sends pictures again after <see cref="SendGarbageAsync"/>, <see cref="SendRubbishAsync"/> or <see cref="FreezeAsync"/>.</summary>
    public Task SendVideoAsync() => CommandAsync("video");

    /// <summary>Goes on with another recording of the same codec, within the connections.</summary>
    public Task PlayAsync(string name, string clip) => CommandAsync("play", $"{name} {clip}");

    /// <summary>Moves the timestamps by whole seconds, back where negative; packets flow on.</summary>
    public Task JumpAsync(TimeSpan by) => CommandAsync("jump", by.TotalSeconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>Drops every client and asks for this password from now on.</summary>
    public Task ChangePasswordAsync(string password) => CommandAsync("password", password);

    /// <summary>Gone from the network: drops every client and refuses connections.</summary>
    public Task RefuseAsync() => CommandAsync("refuse");

    /// <summary>Drops every client, then takes connections and never answers.</summary>
    public Task HangAsync() => CommandAsync("hang");

    /// <summary>Listens and answers again after <see cref="RefuseAsync"/> or <see cref="HangAsync"/>.</summary>
    public Task ServeAsync() => CommandAsync("serve");

    public void Dispose() => process.Dispose();

    private async Task CommandAsync(string name, string operand = "")
    {
        var answer = $"ok {name}";
        var before = process.Output.Count(line => line == answer);
        process.WriteLine($"{name} {operand}");
        await Eventually.Holds(
            () => process.Output.Count(line => line == answer) > before || process.HasExited, $"the camera answers {name}");
        Assert.That(process.HasExited, Is.False, $"the camera ended at {name}:\n{process.Transcript()}");
    }
}
