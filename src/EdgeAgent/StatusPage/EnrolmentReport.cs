using EdgeAgent.Detection.Teaching;

namespace EdgeAgent.StatusPage;

/// <summary>How it stands with teaching a head.</summary>
internal enum EnrolmentState
{
    /// <summary>Nothing judges until it is taught.</summary>
    NotTaught,

    /// <summary>The head that came with the program judges.</summary>
    Shipped,

    /// <summary>The head that was taught here judges.</summary>
    Taught,

    /// <summary>It was taught and cannot be used.</summary>
    Unusable,
}

/// <summary>One element of the answer of /api/enrolment.</summary>
/// <param name="Needed">Whether any rule asks it.</param>
/// <param name="Good">Crops marked as good.</param>
/// <param name="Bad">Crops marked as bad.</param>
/// <param name="NewMarks">Marks that it was not taught with.</param>
/// <param name="Crops">Crops of the last looks, to be marked.</param>
/// <param name="LeastOfEach">So many good and so many bad ones are needed.</param>
/// <param name="Figures">Of the head that was taught; null where none was.</param>
/// <param name="Problem">Why it cannot be used, for the installer; null where it can.</param>
internal sealed record EnrolmentReport(
    string Head,
    bool Needed,
    EnrolmentState State,
    int Good,
    int Bad,
    int NewMarks,
    int Crops,
    int LeastOfEach,
    DateTimeOffset? Taught,
    int? Version,
    Separation? Figures,
    string? Problem)
{
    public static EnrolmentReport Of(TeachableHead head, EnrolmentSources sources)
    {
        var examples = sources.Enrolment.Examples.Of(head.Name);
        var heads = sources.Enrolment.Heads;
        var model = heads.Model(head.Name);
        var problem = heads.Problem(head.Name);
        return new EnrolmentReport(
            head.Name,
            sources.Needed.Contains(head.Name),
            problem is not null ? EnrolmentState.Unusable
                : model is not null ? EnrolmentState.Taught
                : head.IsOnlyTaught ? EnrolmentState.NotTaught
                : EnrolmentState.Shipped,
            examples.Count(example => example.Mark == CropMark.Good),
            examples.Count(example => example.Mark == CropMark.Bad),
            examples.Count(example => model is null || File.GetLastWriteTimeUtc(example.Path) > model.Taught.UtcDateTime),
            sources.Shelf.Of(head.Name).Count,
            Separation.LeastOfEach,
            model?.Taught,
            model?.Version,
            model?.Separation,
            problem);
    }
}

/// <summary>The answer of /api/enrolment/HEAD.</summary>
/// <param name="Crops">Newest first, without those that are marked.</param>
/// <param name="Examples">Those that are marked.</param>
internal sealed record HeadCrops(EnrolmentReport Head, IReadOnlyList<CropReport> Crops, IReadOnlyList<CropReport> Examples)
{
    private const int Most = 120;

    public static HeadCrops Of(TeachableHead head, EnrolmentSources sources)
    {
        var examples = sources.Enrolment.Examples.Of(head.Name);
        var marked = examples.Select(example => example.Id).ToHashSet();
        return new HeadCrops(
            EnrolmentReport.Of(head, sources),
            [.. sources.Shelf.Of(head.Name).Where(crop => !marked.Contains(crop.Id)).Take(Most).Select(crop => CropReport.Of(head, crop.Id, null))],
            [.. examples.Select(example => CropReport.Of(head, example.Id, example.Mark))]);
    }
}

/// <summary>A crop on the page.</summary>
/// <param name="At">Null of one that somebody brought.</param>
/// <param name="Mark">Null where it is not marked.</param>
/// <param name="Picture">Its address.</param>
internal sealed record CropReport(string Id, DateTimeOffset? At, string? Camera, double? Score, CropMark? Mark, string Picture)
{
    public static CropReport Of(TeachableHead head, CropId id, CropMark? mark) =>
        new(id.Text, id.At, id.Camera, id.Score, mark, $"/api/enrolment/{head.Name}/crops/{id.Text}");
}
