using System.Text.Json.Serialization;

namespace EdgeAgent.Detection.Teaching;

/// <summary>How unlike a crop is to the nearest of the known good ones: for lists of things, beside which anything may turn up.</summary>
/// <param name="Known">The good crops, scaled by the standard.</param>
public sealed record NearestScorer(Standard Standard, IReadOnlyList<IReadOnlyList<float>> Known) : Scorer
{
    [JsonIgnore]
    public override int Features => Standard.Means.Count;

    public override double Score(float[] crop)
    {
        var scaled = Standard.Scaled(crop);
        return Known.Min(known => Unlikeness(scaled, known));
    }

    /// <param name="lessons">Good ones of at least two groups.</param>
    public static Learnt Learn(IReadOnlyList<Lesson> lessons)
    {
        var standard = Standard.Of([.. lessons.Select(lesson => lesson.Features)]);
        (float[] Crop, Lesson Lesson)[] scaled = [.. lessons.Select(lesson => (standard.Scaled(lesson.Features), lesson))];
        var known = scaled.Where(each => !each.Lesson.IsBad).ToList();
        return new Learnt(
            new NearestScorer(standard, [.. known.Select(each => each.Crop)]),
            [
                .. scaled.Select(each => known
                    .Where(other => other.Lesson.Group != each.Lesson.Group)
                    .Min(other => Unlikeness(each.Crop, other.Crop))),
            ]);
    }

    // 1 - cosine: how bright a thing is lit matters less than what it looks like.
    private static double Unlikeness(IReadOnlyList<float> one, IReadOnlyList<float> other) =>
        1 - Standard.Product(one, other) / Math.Sqrt(Standard.Product(one, one) * Standard.Product(other, other) + 1e-12);
}
