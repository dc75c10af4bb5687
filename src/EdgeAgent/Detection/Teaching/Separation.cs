using System.Text.Json.Serialization;

namespace EdgeAgent.Detection.Teaching;

/// <summary>Why a head that was taught is not switched on.</summary>
public enum TeachingRefusal
{
    /// <summary>There are fewer than <see cref="Separation.LeastOfEach"/> good or bad crops.</summary>
    TooFew,

    /// <summary>Good and bad look too much alike.</summary>
    DoesNotSeparate,
}

/// <summary>How well good and bad crops are told apart, each crop judged by what was learnt from the others.</summary>
/// <param name="Good">Crops that were marked as good.</param>
/// <param name="Bad">Crops that were marked as bad.</param>
/// <param name="Auc">Share of pairs of a good and a bad crop in which the bad one scores higher; 0.5 is chance.</param>
/// <param name="Found">Share of the bad crops found where 5 % of the good ones are called bad.</param>
public sealed record Separation(int Good, int Bad, double Auc, double Found)
{
    public const int LeastOfEach = 10;
    public const double LeastAuc = 0.95;
    public const double LeastFound = 0.8;
    private const double FalseAlarms = 0.05;

    /// <summary>Null where the head can be used.</summary>
    [JsonIgnore]
    public TeachingRefusal? Refusal =>
        Good < LeastOfEach || Bad < LeastOfEach ? TeachingRefusal.TooFew
        : Auc < LeastAuc || Found < LeastFound ? TeachingRefusal.DoesNotSeparate
        : null;

    /// <param name="good">Scores of the good crops; not empty.</param>
    /// <param name="bad">Scores of the bad crops; not empty.</param>
    public static Separation Of(IReadOnlyList<double> good, IReadOnlyList<double> bad)
    {
        var limit = HighestOfGood(good);
        var won = bad.Sum(score => good.Sum(other => score > other ? 1 : score == other ? 0.5 : 0));
        return new Separation(good.Count, bad.Count, won / good.Count / bad.Count, (double)bad.Count(score => score > limit) / bad.Count);
    }

    /// <summary>The score that no more than 5 % of the good crops exceed.</summary>
    internal static double HighestOfGood(IReadOnlyList<double> good) => good.OrderDescending().ElementAt((int)(FalseAlarms * good.Count));

    /// <summary>The score below which no more than 5 % of the bad crops are.</summary>
    internal static double LowestOfBad(IReadOnlyList<double> bad) => bad.Order().ElementAt((int)(FalseAlarms * bad.Count));
}
