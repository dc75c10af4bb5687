using System.Text.Json;
using EdgeAgent.Storage;

namespace EdgeAgent.Detection.Teaching;

/// <summary>A head that was taught on site, as it is kept: one file NAME.json in the folder of taught heads.</summary>
/// <param name="Version">1 for the first of its name, one more for each later one.</param>
/// <param name="Taught">When.</param>
/// <param name="FeaturesSha256">SHA-256 of the model whose features it reads.</param>
/// <param name="Separation">How well it told the examples apart.</param>
/// <param name="FineBelow">A probability below this is fine.</param>
/// <param name="ViolationFrom">A probability from this on is a violation; in between the head is unsure.</param>
public sealed record TaughtModel(
    int Version,
    DateTimeOffset Taught,
    string FeaturesSha256,
    Separation Separation,
    Scorer Scorer,
    Calibration Calibration,
    double FineBelow,
    double ViolationFrom)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <param name="lessons">Enough of each kind.</param>
    /// <returns>The model, whose separation may be such that it must not be used.</returns>
    public static TaughtModel Learn(TeachableHead head, IReadOnlyList<Lesson> lessons, string featuresSha256, int version, DateTimeOffset at)
    {
        var learnt = head.IsList ? NearestScorer.Learn(lessons) : LinearScorer.Learn(lessons);
        var scores = lessons.Zip(learnt.LeftOut).ToLookup(each => each.First.IsBad, each => each.Second);
        double[] good = [.. scores[false]];
        double[] bad = [.. scores[true]];
        var calibration = Calibration.Of(good, bad);

        // Where they overlap both ends of the overlap are unsure; where there is a gap between them, the middle half of it is.
        var (highest, lowest) = (Separation.HighestOfGood(good), Separation.LowestOfBad(bad));
        var margin = Math.Max(lowest - highest, 0) / 4;
        double[] ends = [.. new[] { highest + margin, lowest - margin }.Select(calibration.Probability).Order()];
        return new TaughtModel(
            version,
            at,
            featuresSha256,
            Separation.Of(good, bad),
            learnt.Scorer,
            calibration,
            Math.Min(ends[0], 0.5),
            Math.Max(Math.BitIncrement(ends[1]), 0.5));
    }

    /// <exception cref="ModelUnusableException">The file says something that cannot be, or cannot be read.</exception>
    public static TaughtModel Read(string path)
    {
        try
        {
            var model = JsonSerializer.Deserialize<TaughtModel>(File.ReadAllBytes(path), Json);
            return model is { FineBelow: >= 0, ViolationFrom: <= 1 } && model.FineBelow <= model.ViolationFrom && model.Scorer.Features > 0
                ? model
                : throw new ModelUnusableException($"{path}: is no taught head; teach it anew");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            throw new ModelUnusableException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    /// <exception cref="IOException">It did not reach the disk; what was there before is there still.</exception>
    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, Json));
}
