using System.Text.Json.Serialization;

namespace EdgeAgent.Detection.Teaching;

/// <summary>What was learnt from examples: how bad a crop looks, on a scale of its own.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "scorer")]
[JsonDerivedType(typeof(LinearScorer), "linear")]
[JsonDerivedType(typeof(NearestScorer), "nearest")]
public abstract record Scorer
{
    /// <returns>The higher the worse.</returns>
    public abstract double Score(float[] crop);

    /// <summary>How many features it takes.</summary>
    public abstract int Features { get; }
}

/// <summary>A crop that was marked, as a learner takes it.</summary>
/// <param name="Features">What it looks like.</param>
/// <param name="Group">Crops of one group, such as those of one track, are near copies: they are left out together.</param>
public sealed record Lesson(float[] Features, bool IsBad, string Group);

/// <summary>What came of learning.</summary>
/// <param name="LeftOut">The score of each lesson by what is learnt from the others, in the lessons' order.</param>
public sealed record Learnt(Scorer Scorer, IReadOnlyList<double> LeftOut);
