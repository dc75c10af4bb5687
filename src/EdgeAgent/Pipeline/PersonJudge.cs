using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>
/// What the heads make of the persons on one picture, and of the things that are on a list: pose, crops, verdicts. All
/// cameras share it. A head that was taught on site takes the place of the shipped one of its name.
/// </summary>
public sealed class PersonJudge : IDisposable
{
    private readonly PoseEstimator? poses;
    private readonly Dictionary<string, OnnxHead> shipped;
    private readonly TaughtHeads? taught;
    private readonly CropShelf? shelf;

    private PersonJudge(PoseEstimator? poses, Dictionary<string, OnnxHead> shipped, TaughtHeads? taught, CropShelf? shelf)
    {
        this.poses = poses;
        this.shipped = shipped;
        this.taught = taught;
        this.shelf = shelf;
    }

    /// <param name="names">The heads that any camera's rules need; where there are none no model is opened.</param>
    /// <param name="taught">Null where nothing that was taught is to be used.</param>
    /// <param name="shelf">Where crops are kept, to be marked; null keeps none.</param>
    /// <exception cref="ModelUnusableException">A model is missing or unfit.</exception>
    public static PersonJudge Open(ModelFolder folder, IReadOnlyCollection<string> names, TaughtHeads? taught = null, CropShelf? shelf = null)
    {
        var judge = new PersonJudge(LooksAtPersons(names) ? PoseEstimator.Open(folder) : null, [], taught, shelf);
        try
        {
            foreach (var name in names.Where(name => name != SmokingSign.Name && TeachableHead.Find(name) is not { IsOnlyTaught: true }))
            {
                judge.shipped.Add(name, OnnxHead.Open(folder, name));
            }

            return judge;
        }
        catch
        {
            judge.Dispose();
            throw;
        }
    }

    /// <summary>Whether any of the heads judges persons, for which the pose is needed.</summary>
    public static bool LooksAtPersons(IEnumerable<string> names) => !names.All(IsOfThings);

    /// <summary>Whether a head that judges things, and not persons, may have to do with things of the label.</summary>
    public static bool IsJudgedThing(string label, IReadOnlyCollection<string> names) =>
        TeachableHead.ContainerLabels.Contains(label) && names.Any(IsOfThings);

    /// <param name="camera">Whose picture it is.</param>
    /// <param name="tracks">The persons and judged things that are in sight on the picture.</param>
    /// <param name="names">Heads that are to judge.</param>
    /// <returns>A look of each head that there is at each part of each track that it judges.</returns>
    public IReadOnlyList<Look> Judge(string camera, Frame picture, IReadOnlyList<Track> tracks, IReadOnlyCollection<string> names)
    {
        var judges = names.Where(name => name != SmokingSign.Name)
            .Select(name => new Judging(name, taught?.Find(name) ?? (Head?)shipped.GetValueOrDefault(name)))
            .ToList();
        var bodies = tracks
            .Where(track => track.Label == "person" && track.Box.Clip().Area > 0 && poses is not null)
            .Select(person => (Person: person, Parts: PartsOf(picture, person)))
            .ToList();
        var persons = bodies.ConvertAll(body => body.Person);
        return
        [
            .. from body in bodies
               from judging in judges
               where judging.Judges != JudgedPart.Thing
               from each in Places(body.Parts, judging.Judges)
               let look = Look(judging, each.Part, IsSeen(each.Place, body.Person, persons) ? each.Place : null, body.Person, picture, camera)
               where look is not null
               select look,
            .. from body in bodies
               where names.Contains(SmokingSign.Name)
               let verdict = SmokingSign.Judge(picture.Bgr(), body.Parts)
               where verdict is not null
               select SmokingLook(body.Person, body.Parts.Face!.Value, verdict.Value, picture.CapturedAt),
            .. from thing in tracks
               where thing.Label != "person" && thing.Box.Clip().Area > 0
               from judging in judges
               where judging.Judges == JudgedPart.Thing
               let look = Look(judging, BodyPart.Thing, thing.Box.Clip(), thing, picture, camera)
               where look is not null
               select look,
        ];
    }

    public void Dispose()
    {
        poses?.Dispose();
        foreach (var head in shipped.Values)
        {
            head.Dispose();
        }
    }

    private static bool IsOfThings(string name) => TeachableHead.Find(name)?.Judges == JudgedPart.Thing;

    private BodyParts PartsOf(Frame picture, Track person)
    {
        var box = person.Box.Clip();
        return BodyParts.Of(poses!.Find(picture.Bgr(), box), box);
    }

    /// <returns>Null where the head is not there yet; its crop is kept all the same, so that it can be taught.</returns>
    private Look? Look(Judging judging, BodyPart part, Box? place, Track track, Frame picture, string camera)
    {
        if (place is not { } shown)
        {
            return judging.Head is null ? null
                : new Look(picture.CapturedAt, track.Id, judging.Name, part, track.Box.Clip(), 0, Verdict.Unsure, "", CropFault.NotShown);
        }

        using var crop = Crop.Square(picture.Bgr(), shown);
        var answer = judging.Head?.Judge(crop);
        if (judging.IsTeachable && (answer is { Fault: null } || (answer is null && crop.Width / Crop.Growth >= TeachableHead.SmallestPixels)))
        {
            shelf?.Offer(judging.Name, CropId.Of(camera, track.Id, picture.CapturedAt, answer?.Score), crop);
        }

        return answer is null ? null
            : new Look(picture.CapturedAt, track.Id, judging.Name, part, shown, answer.Score, answer.Verdict, answer.Class, answer.Fault)
            {
                IsSuspicion = judging.Head!.IsSuspecting,
            };
    }

    private static Look SmokingLook(Track person, Box face, Verdict verdict, DateTimeOffset at) => new(
        at, person.Id, SmokingSign.Name, BodyPart.Face, face, verdict == Verdict.Violation ? 1 : 0, verdict, SmokingSign.Name);

    // Where two persons overlap, what is seen there is of the one who stands nearer to the camera.
    private static bool IsSeen(Box? place, Track track, IReadOnlyList<Track> persons) => place is { } shown && !persons.Any(other =>
        other.Id != track.Id && other.Box.Bottom > track.Box.Bottom && other.Box.Contains(shown.Center));

    private static IEnumerable<(BodyPart Part, Box? Place)> Places(BodyParts parts, JudgedPart judged) => judged switch
    {
        JudgedPart.Face => [(BodyPart.Face, parts.Face)],
        JudgedPart.Head => [(BodyPart.Head, parts.Head)],
        JudgedPart.Hands => [(BodyPart.LeftHand, parts.LeftHand), (BodyPart.RightHand, parts.RightHand)],
        _ => [(BodyPart.Torso, parts.Torso)],
    };

    /// <param name="Head">As it stands now; null where there is none yet.</param>
    private sealed record Judging(string Name, Head? Head)
    {
        public bool IsTeachable { get; } = TeachableHead.Find(Name) is not null;

        public JudgedPart Judges { get; } = Head?.Judges ?? TeachableHead.Find(Name)!.Judges;
    }
}
