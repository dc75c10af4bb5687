namespace EdgeAgent.Detection.Teaching;

/// <summary>What came of teaching a head.</summary>
/// <param name="Separation">The figures; all 0 but the counts where there was too little to learn from.</param>
/// <param name="Refusal">Why the head is not switched on; null where it judges from now on.</param>
/// <param name="Version">Of the head that was switched on; null where none was.</param>
public sealed record TeachingOutcome(Separation Separation, TeachingRefusal? Refusal, int? Version);

/// <summary>Teaching heads on site: crops are marked, a head is taught by the marks, and it judges only if it tells them apart.</summary>
public sealed class Enrolment(Examples examples, TaughtHeads heads, TimeProvider time)
{
    // More would take long on a small box and add little.
    private const int MostOfEach = 300;

    private readonly Lock teaching = new();

    public Examples Examples => examples;

    public TaughtHeads Heads => heads;

    /// <summary>What lies below an agent's folder.</summary>
    /// <param name="data">The folder for the database and the evidence.</param>
    public static Enrolment In(string data, ModelFolder models, TimeProvider time) => new(
        new Examples(Path.Combine(data, Examples.FolderName)), new TaughtHeads(Path.Combine(data, TaughtHeads.FolderName), models), time);

    /// <summary>
    /// Learns from all marks of the head. If it tells them apart, it judges from now on; otherwise whatever judged before
    /// does so still.
    /// </summary>
    /// <exception cref="ModelUnusableException">The model of the features is missing or unfit.</exception>
    /// <exception cref="IOException">The marks cannot be read, or the head did not reach the disk.</exception>
    public TeachingOutcome Teach(TeachableHead head)
    {
        lock (teaching)
        {
            var marked = examples.Of(head.Name).GroupBy(example => example.Mark).SelectMany(kind => kind.TakeLast(MostOfEach)).ToList();
            var features = heads.Features();
            var lessons = marked.Select(example => Lesson(features, example)).OfType<Lesson>().ToList();
            var bad = lessons.Count(lesson => lesson.IsBad);
            var counted = new Separation(lessons.Count - bad, bad, 0, 0);
            if (counted.Refusal == TeachingRefusal.TooFew || Groups(lessons, isBad: false) < 2 || Groups(lessons, isBad: true) < 2)
            {
                return new TeachingOutcome(counted, TeachingRefusal.TooFew, null);
            }

            var version = 1 + (heads.Model(head.Name)?.Version ?? 0);
            var model = TaughtModel.Learn(head, lessons, features.Sha256, version, time.GetUtcNow());
            if (model.Separation.Refusal is { } refusal)
            {
                return new TeachingOutcome(model.Separation, refusal, null);
            }

            model.Write(heads.PathOf(head.Name));
            return new TeachingOutcome(model.Separation, null, version);
        }
    }

    private static int Groups(List<Lesson> lessons, bool isBad) =>
        lessons.Where(lesson => lesson.IsBad == isBad).DistinctBy(lesson => lesson.Group).Count();

    /// <returns>Null where the file is no picture any more.</returns>
    private static Lesson? Lesson(CropFeatures features, Example example)
    {
        using var crop = CropPicture.Read(example.Path);
        return crop is null ? null : new Lesson(features.Of(crop), example.Mark == CropMark.Bad, example.Id.Group);
    }
}
