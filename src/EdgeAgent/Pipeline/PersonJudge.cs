using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Pipeline;

/// <summary>What the heads make of the persons on one picture: pose, crops, verdicts. All cameras share it.</summary>
public sealed class PersonJudge : IDisposable
{
    // There is nothing to judge by until it is taught.
    private static readonly string[] TaughtOnSite = ["workwear"];

    private readonly PoseEstimator? poses;
    private readonly Dictionary<string, OnnxHead> heads;

    private PersonJudge(PoseEstimator? poses, Dictionary<string, OnnxHead> heads)
    {
        this.poses = poses;
        this.heads = heads;
    }

    /// <param name="names">The heads that any camera's rules need; where there are none no model is opened.</param>
    /// <exception cref="ModelUnusableException">A model is missing or unfit.</exception>
    public static PersonJudge Open(ModelFolder folder, IReadOnlyCollection<string> names)
    {
        var judge = new PersonJudge(names.Count == 0 ? null : PoseEstimator.Open(folder), []);
        try
        {
            foreach (var name in names.Except([.. TaughtOnSite, SmokingSign.Name]))
            {
                judge.heads.Add(name, OnnxHead.Open(folder, name));
            }

            return judge;
        }
        catch
        {
            judge.Dispose();
            throw;
        }
    }

    /// <param name="persons">Who is in sight on the picture.</param>
    /// <param name="names">Heads that are to judge.</param>
    /// <returns>A look of each head at each part of each person that it judges, in this order.</returns>
    public IReadOnlyList<Look> Judge(Frame picture, IReadOnlyList<Track> persons, IReadOnlyCollection<string> names)
    {
        var looks = new List<Look>();
        var bgr = picture.Bgr();
        foreach (var person in persons)
        {
            var box = person.Box.Clip();
            if (box.Area <= 0 || poses is null)
            {
                continue;
            }

            var parts = BodyParts.Of(poses.Find(bgr, box), box);
            looks.AddRange(
                from head in names.Select(heads.GetValueOrDefault).OfType<OnnxHead>()
                from each in Places(parts, head.Judges)
                select Look(head, each.Part, each.Place is { } place && !IsHidden(place, person, persons) ? place : null, box, bgr, person.Id, picture.CapturedAt));
            if (names.Contains(SmokingSign.Name) && SmokingSign.Judge(bgr, parts) is { } verdict)
            {
                looks.Add(new Look(
                    picture.CapturedAt, person.Id, SmokingSign.Name, BodyPart.Face, parts.Face!.Value, verdict == Verdict.Violation ? 1 : 0, verdict, SmokingSign.Name));
            }
        }

        return looks;
    }

    public void Dispose()
    {
        poses?.Dispose();
        foreach (var head in heads.Values)
        {
            head.Dispose();
        }
    }

    private static Look Look(OnnxHead head, BodyPart part, Box? place, Box person, Mat bgr, long track, DateTimeOffset at)
    {
        if (place is not { } shown)
        {
            return new Look(at, track, head.Name, part, person, 0, Verdict.Unsure, "", CropFault.NotShown);
        }

        using var crop = Crop.Square(bgr, shown);
        var answer = head.Judge(crop);
        return new Look(at, track, head.Name, part, shown, answer.Score, answer.Verdict, answer.Class, answer.Fault);
    }

    // Where two persons overlap, what is seen there is of the one who stands nearer to the camera.
    private static bool IsHidden(Box place, Track person, IReadOnlyList<Track> persons) => persons.Any(other =>
        other.Id != person.Id && other.Box.Bottom > person.Box.Bottom && other.Box.Contains(place.Center));

    private static IEnumerable<(BodyPart Part, Box? Place)> Places(BodyParts parts, JudgedPart judged) => judged switch
    {
        JudgedPart.Face => [(BodyPart.Face, parts.Face)],
        JudgedPart.Head => [(BodyPart.Head, parts.Head)],
        JudgedPart.Hands => [(BodyPart.LeftHand, parts.LeftHand), (BodyPart.RightHand, parts.RightHand)],
        _ => [(BodyPart.Torso, parts.Torso)],
    };
}
