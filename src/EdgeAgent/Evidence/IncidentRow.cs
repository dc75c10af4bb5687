using System.Collections.Immutable;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;

namespace EdgeAgent.Evidence;

/// <summary>The shape of an incident in LiteDB, kept apart from the domain so that either can change.</summary>
internal sealed class IncidentRow
{
    public string Id { get; set; } = "";

    public string Event { get; set; } = "";

    public bool IsOpen { get; set; }

    public int Revision { get; set; }

    public string Rule { get; set; } = "";

    public string Camera { get; set; } = "";

    public string Zone { get; set; } = "";

    public string Severity { get; set; } = "";

    public DateTime Started { get; set; }

    public DateTime LastSeen { get; set; }

    /// <summary>Left, top, right, bottom of each box, one after another.</summary>
    public double[] Boxes { get; set; } = [];

    public double Confidence { get; set; }

    /// <summary>As <see cref="Boxes"/>, when it opened.</summary>
    public double[] OpeningBoxes { get; set; } = [];

    public string? Detail { get; set; }

    public long[] Tracks { get; set; } = [];

    /// <summary>Looks taken and agreeing; empty where the rule does not vote.</summary>
    public int[] Looks { get; set; } = [];

    public ModelRow? Model { get; set; }

    public bool? ClockSure { get; set; }

    public PictureRow? Picture { get; set; }

    public PictureRow? Thumbnail { get; set; }

    public PictureRow? Clip { get; set; }

    public VerdictRow? Verdict { get; set; }

    public RectificationRow? Rectification { get; set; }

    /// <summary>It is not known yet whether there is a clip.</summary>
    public bool AwaitsClip { get; set; }

    public static IncidentRow From(IncidentRecord record)
    {
        var incident = record.Incident;
        return new IncidentRow
        {
            Id = incident.Id,
            Event = incident.Event.ToString(),
            IsOpen = incident.Event != IncidentEvent.Closed,
            Revision = incident.Revision,
            Rule = incident.Rule,
            Camera = incident.Camera,
            Zone = incident.Zone,
            Severity = incident.Severity.ToString(),
            Started = incident.Started.UtcDateTime,
            LastSeen = incident.LastSeen.UtcDateTime,
            Boxes = Sides(incident.Boxes),
            OpeningBoxes = Sides(incident.OpeningBoxes),
            Confidence = incident.Confidence,
            Detail = incident.Detail,
            Tracks = [.. incident.Tracks],
            Looks = incident.Looks is { } looks ? [looks.Taken, looks.Agreeing] : [],
            Model = incident.Model is { } model ? new ModelRow { Name = model.Name, Version = model.Version } : null,
            ClockSure = incident.IsClockSure,
            Picture = PictureRow.From(record.Picture),
            Thumbnail = PictureRow.From(record.Thumbnail),
            Clip = PictureRow.From(record.Clip),
            Verdict = VerdictRow.From(record.Verdict),
        };
    }

    public IncidentRecord ToRecord() => new(
        new Incident(
            Id,
            Enum.Parse<IncidentEvent>(Event),
            Revision,
            Rule,
            Camera,
            Zone,
            Enum.Parse<Severity>(Severity),
            Utc(Started),
            Utc(LastSeen),
            OfSides(Boxes),
            Confidence)
        {
            OpeningBoxes = OfSides(OpeningBoxes),
            Detail = Detail,
            Tracks = [.. Tracks],
            Looks = Looks is [var taken, var agreeing] ? new LookCount(taken, agreeing) : null,
            Model = Model is { } model ? new ModelVersion(model.Name, model.Version) : null,
            IsClockSure = ClockSure,
        },
        Picture?.ToFile(),
        Thumbnail?.ToFile(),
        Clip?.ToFile())
    {
        Verdict = Verdict?.ToVerdict(),
        Rectification = Rectification?.ToRectification(),
    };

    private static double[] Sides(IEnumerable<Box> boxes) => [.. boxes.SelectMany(box => new[] { box.Left, box.Top, box.Right, box.Bottom })];

    private static ImmutableArray<Box> OfSides(double[] sides) => [.. sides.Chunk(4).Select(box => new Box(box[0], box[1], box[2], box[3]))];

    internal static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time.ToUniversalTime(), DateTimeKind.Utc));
}

internal sealed class ModelRow
{
    public string Name { get; set; } = "";

    public string Version { get; set; } = "";
}

internal sealed class PictureRow
{
    public string Path { get; set; } = "";

    public long Bytes { get; set; }

    public string Sha256 { get; set; } = "";

    public static PictureRow? From(PictureFile? file) =>
        file is null ? null : new PictureRow { Path = file.Path, Bytes = file.Bytes, Sha256 = file.Sha256 };

    public PictureFile ToFile() => new(Path, Bytes, Sha256);
}

internal sealed class VerdictRow
{
    public string Finding { get; set; } = "";

    public string By { get; set; } = "";

    public DateTime At { get; set; }

    public static VerdictRow? From(IncidentVerdict? verdict) =>
        verdict is null ? null : new VerdictRow { Finding = verdict.Finding.ToString(), By = verdict.By.ToString(), At = verdict.At.UtcDateTime };

    public IncidentVerdict ToVerdict() => new(Enum.Parse<Finding>(Finding), Enum.Parse<VerdictGiver>(By), IncidentRow.Utc(At));
}
