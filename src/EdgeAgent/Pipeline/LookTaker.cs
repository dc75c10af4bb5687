using System.Collections.Concurrent;
using EdgeAgent.Detection;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Looks closely at the persons of one camera, and at the things that a head judges, every now and then while there are
/// any: on key frames of the main stream beside the camera's loop, or at once on the picture at hand where there is
/// nothing sharper.
/// </summary>
/// <param name="keys">Null where there is no main stream.</param>
internal sealed class LookTaker(string camera, PersonJudge judge, IReadOnlyCollection<string> heads, KeyPictures? keys, TimeSpan interval) : IAsyncDisposable
{
    // A key frame is known a little after the small picture of the same moment.
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    // Between two small pictures nobody gets far.
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(0.3);

    private readonly ConcurrentQueue<Look> taken = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly LinkedList<(DateTimeOffset At, IReadOnlyList<Track> Judged)> past = [];
    private Task running = Task.CompletedTask;
    private DateTimeOffset last;
    private DateTimeOffset lastFrame;

    /// <summary>No look is under way beside the loop.</summary>
    internal bool IsIdle => running.IsCompleted;

    /// <returns>Null where none of the rules needs anything to be judged.</returns>
    public static LookTaker? For(string camera, RuleSet rules, PersonJudge judge, KeyPictures? keys, DetectionOptions detection) =>
        rules.Needs.Heads is { Count: > 0 } heads ? new LookTaker(camera, judge, heads, keys, TimeSpan.FromSeconds(detection.LookSeconds)) : null;

    /// <param name="tracks">What is in sight on the picture.</param>
    /// <returns>The looks that have become known; some may be of pictures before this one.</returns>
    public IReadOnlyList<Look> Look(Frame frame, IReadOnlyList<Track> tracks)
    {
        if (running.IsFaulted)
        {
            // What no camera explains must not go unnoticed.
            running.GetAwaiter().GetResult();
        }

        if (frame.CapturedAt < lastFrame)
        {
            // The clock was put back, or a clip began anew.
            last = default;
            past.Clear();
        }

        lastFrame = frame.CapturedAt;

        var judged = tracks.Where(track => track.Label == "person" || PersonJudge.IsJudgedThing(track.Label, heads)).ToList();
        if (keys is { AreComing: true })
        {
            Remember(frame.CapturedAt, judged);
            LookBeside(keys, frame.CapturedAt);
        }
        else if (judged.Count > 0 && frame.CapturedAt - last >= interval)
        {
            last = frame.CapturedAt;
            Take(frame, judged);
        }

        var looks = new List<Look>();
        while (taken.TryDequeue(out var look))
        {
            looks.Add(look);
        }

        return looks;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private void Remember(DateTimeOffset at, IReadOnlyList<Track> judged)
    {
        past.AddLast((at, judged));
        while (at - past.First!.Value.At > Memory)
        {
            past.RemoveFirst();
        }
    }

    private void LookBeside(KeyPictures sharp, DateTimeOffset now)
    {
        if (!running.IsCompleted || now - last < interval || past.All(each => each.Judged.Count == 0)
            || sharp.Newest(after: last) is not { } key)
        {
            return;
        }

        last = key.At;
        var (at, judged) = past.MinBy(each => (each.At - key.At).Duration());
        if (judged.Count > 0 && (at - key.At).Duration() <= Near)
        {
            running = Task.Run(() => TakeAsync(sharp, key, judged, stopping.Token), CancellationToken.None);
        }
    }

    private async Task TakeAsync(KeyPictures sharp, EncodedKey key, IReadOnlyList<Track> judged, CancellationToken cancellationToken)
    {
        try
        {
            using var picture = await sharp.DecodeAsync(key, cancellationToken);
            if (picture is not null)
            {
                Take(picture, judged);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or StreamException or OpenCVException)
        {
            // The next key frame is as good.
        }
    }

    private void Take(Frame picture, IReadOnlyList<Track> judged)
    {
        foreach (var look in judge.Judge(camera, picture, judged, heads))
        {
            taken.Enqueue(look);
        }
    }
}
