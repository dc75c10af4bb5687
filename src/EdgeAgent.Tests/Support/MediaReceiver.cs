using System.Globalization;
using System.Net.NetworkInformation;

namespace EdgeAgent.Tests.Support;

/// <summary>A media server for one push: ffmpeg, which listens and keeps what comes. It ends when the push ends.</summary>
internal sealed class MediaReceiver : IDisposable
{
    private readonly ChildProcess process;
    private readonly TempFolder folder;

    private MediaReceiver(string scheme, string query)
    {
        var port = FreePort.Next();
        folder = new TempFolder();
        Received = folder.File("received.mkv");
        Address = scheme == "srt" ? $"srt://127.0.0.1:{port}" : $"{scheme}://127.0.0.1:{port}/live/hunter2";
        Server = $"{scheme}://127.0.0.1:{port}";
        process = ChildProcess.Start("ffmpeg", ["-nostdin", "-v", "error", "-y", "-analyzeduration", "500000", "-fpsprobesize", "0", .. Listening(scheme), "-i", Address + query, "-map", "0", "-c", "copy", Received]);
        IsListening = () => (scheme == "srt"
            ? IPGlobalProperties.GetIPGlobalProperties().GetActiveUdpListeners()
            : IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()).Any(place => place.Port == port);
    }

    /// <summary>Where to push to.</summary>
    public string Address { get; }

    /// <summary>What the address begins with.</summary>
    public string Server { get; }

    /// <summary>The file with what came, as it came.</summary>
    public string Received { get; }

    public bool HasBegun => File.Exists(Received) && new FileInfo(Received).Length > 0;

    private Func<bool> IsListening { get; }

    /// <param name="scheme">rtmp, rtsp or srt.</param>
    /// <param name="query">Of the receiver's own address, e.g. a passphrase.</param>
    public static async Task<MediaReceiver> StartAsync(string scheme, string query = "")
    {
        var receiver = new MediaReceiver(scheme, scheme == "srt" ? $"?mode=listener{query}" : query);
        await Eventually.Holds(() => receiver.IsListening() || receiver.process.HasExited, "the receiver listens");
        Assert.That(receiver.process.HasExited, Is.False, receiver.process.Transcript());
        return receiver;
    }

    /// <summary>Waits for the end of the push.</summary>
    /// <returns>Codecs of what came, and how long the pictures last in seconds; a complaint of the decoder fails the test.</returns>
    public async Task<(string Codecs, double Seconds)> EndAsync()
    {
        await process.ExitAsync();
        using var probe = await ChildProcess.RunAsync("ffprobe", "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", Received);
        using var packets = await ChildProcess.RunAsync("ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "packet=pts_time", "-of", "csv=p=0", Received);
        using var decoding = await ChildProcess.RunAsync("ffmpeg", "-v", "error", "-threads", "1", "-i", Received, "-f", "null", "-");
        Assert.That((await decoding.ExitAsync(), decoding.Errors.Count), Is.EqualTo((0, 0)), decoding.Transcript());
        var times = packets.Output.Select(line => line.Split(',')[0]).Where(time => time.Length > 0).Select(time => double.Parse(time, CultureInfo.InvariantCulture)).ToList();
        return (string.Join(',', probe.Output), times.Count > 0 ? times.Max() - times.Min() : 0);
    }

    /// <returns>Width and height of the pictures that came, e.g. 640x360.</returns>
    public async Task<string> SizeAsync()
    {
        using var probe = await ChildProcess.RunAsync("ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "stream=width,height", "-of", "csv=p=0:s=x", Received);
        return string.Concat(probe.Output);
    }

    /// <summary>Dies as a server does whose plug is pulled.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        process.Dispose();
        folder.Dispose();
    }

    private static string[] Listening(string scheme) => scheme switch
    {
        "rtmp" => ["-listen", "1"],
        "rtsp" => ["-rtsp_flags", "listen"],
        _ => [],
    };
}
