using System.Globalization;
using System.Text;

namespace EdgeAgent.Video;

/// <summary>
/// A live stream as the input of ffmpeg or ffprobe. A camera's login must stand in its address, and a command line can be
/// read by every user of the box: the address is given on standard input, as a script of ffmpeg's concat demuxer with one
/// entry (https://ffmpeg.org/ffmpeg-formats.html#concat-1). Options of the stream belong into the script, those of the
/// decoder and the output on the command line.
/// </summary>
internal static class RtspInput
{
    /// <summary>The command line's part: reads the script, which may name nothing but streams.</summary>
    public static readonly IReadOnlyList<string> Arguments =
        ["-f", "concat", "-safe", "0", "-protocol_whitelist", "pipe,rtsp,rtp,udp,tcp,tls,crypto", "-i", "pipe:0"];

    /// <summary>What goes to standard input. Keep it out of logs.</summary>
    /// <param name="address">With its login.</param>
    /// <param name="transport">tcp or udp.</param>
    /// <param name="silence">ffmpeg gives up after this long without an answer.</param>
    /// <param name="options">Further options of the stream, each "name value".</param>
    public static string Script(string address, string transport, TimeSpan silence, params string[] options)
    {
        var script = new StringBuilder("ffconcat version 1.0\n")
            .Append(CultureInfo.InvariantCulture, $"file '{address.Replace("'", @"'\''", StringComparison.Ordinal)}'\n");
        string[] usual =
        [
            $"rtsp_transport {transport}",
            string.Create(CultureInfo.InvariantCulture, $"timeout {(long)silence.TotalMicroseconds}"),
            "allowed_media_types video",
            "analyzeduration 2000000",
            "fpsprobesize 0",
        ];

        // Of an option that is named twice the last counts.
        foreach (var option in usual.Concat(options))
        {
            script.Append(CultureInfo.InvariantCulture, $"option {option}\n");
        }

        return script.ToString();
    }
}
