namespace EdgeAgent.Video.Health;

/// <summary>What is known of a camera's view by day and in infrared, and what a picture seems to be beside it.</summary>
internal sealed class KnownViews(ViewReference learnt)
{
    // Of 255, with video's black at 16.
    private const double DarkMean = 36;
    private const int VisibleInTheDark = BlockGrid.Blocks / 5;

    private const int Nothing = BlockGrid.Blocks / 24;
    private const int Something = BlockGrid.Blocks / 12;

    // To seem so, and to seem so still: shares of the known view's blocks.
    private static readonly (double Seem, double Stay) SharpWhenCovered = (0.15, 0.3);
    private const double ContrastWhenVanished = 0.35;
    private static readonly (double Seem, double Stay) KeptWhenBlank = (0.25, 0.4);
    private static readonly (double Seem, double Stay) KeptWhenMoved = (0.42, 0.5);

    // Of twelve regions: one large object leaves more of them as they were.
    private static readonly (double Seem, double Stay) IntactWhenMoved = (2, 4);

    // A view that has changed so far may be about to be judged as moved: it is learnt with care.
    private const double KeptWhenWell = 0.7;
    private const float Carefully = 0.1f;

    private int width = learnt.Width;
    private int height = learnt.Height;
    private Background? day = learnt.Day is { } view ? new Background(view) : null;
    private Background? infrared = learnt.Infrared is { } view ? new Background(view) : null;
    private bool isInfrared;
    private bool accepted;
    private double? kept;

    /// <summary>The least flicker that was seen in this light, 0-1; null when none was measured.</summary>
    public double? Flicker => Own?.Flicker;

    private Background? Own => isInfrared ? infrared : day;

    private Background? Other => isInfrared ? day : infrared;

    public ViewReference Snapshot() => new(width, height, day?.Snapshot(), infrared?.Snapshot());

    /// <summary>A picture of another size is another view: what was learnt before is forgotten.</summary>
    /// <returns>Whether it is another size.</returns>
    public bool BeginAnewForSize(int pictureWidth, int pictureHeight)
    {
        if ((width, height) == (pictureWidth, pictureHeight))
        {
            return false;
        }

        (width, height) = (pictureWidth, pictureHeight);
        (day, infrared) = (null, null);
        accepted = false;
        return true;
    }

    public void Accept()
    {
        (day, infrared) = (null, null);
        accepted = true;
    }

    /// <returns>Whether it is another light than before.</returns>
    public bool ChangeLight(bool withoutColour)
    {
        var changed = isInfrared != withoutColour;
        isInfrared = withoutColour;
        return changed;
    }

    /// <param name="seemed">What the picture before seemed to be; it takes more to change that than to keep it.</param>
    /// <param name="mayBeNew">Whether a light that was never seen may show another view.</param>
    public PictureCondition Judge(Structure picture, PictureCondition seemed, bool mayBeNew)
    {
        if (picture.Mean < DarkMean && picture.Visible <= VisibleInTheDark)
        {
            return PictureCondition.Dark;
        }

        var known = Known();
        if (known.Length == 0)
        {
            return picture.Visible <= Nothing && !accepted ? PictureCondition.Covered : PictureCondition.Clear;
        }

        var likeness = Likeness.Of(picture, known);
        var isBlank = likeness.Kept < Limit(KeptWhenBlank, seemed == PictureCondition.Covered) && picture.Visible < Something;
        if (isBlank || HasVanished(picture, known[0]) || likeness.Sharp < Limit(SharpWhenCovered, seemed == PictureCondition.Covered))
        {
            return PictureCondition.Covered;
        }

        kept = likeness.Kept;
        var isMoved = kept < Limit(KeptWhenMoved, seemed == PictureCondition.Moved)
            && likeness.Intact <= Limit(IntactWhenMoved, seemed == PictureCondition.Moved)
            && picture.Visible >= Something;
        return isMoved && !(mayBeNew && Own is not { Known: true }) ? PictureCondition.Moved : PictureCondition.Clear;
    }

    /// <summary>Called once for each second of a clear view.</summary>
    public void Learn(float[] picture, Structure structure, double? calmFlicker)
    {
        if (Own is not { } own || (!own.Known && Likeness.Of(structure, [own.Recent]).Kept < KeptWhenMoved.Seem))
        {
            own = new Background(picture);
            (day, infrared) = isInfrared ? (day, own) : (own, infrared);
            return;
        }

        own.Learn(picture, calmFlicker, kept < KeptWhenWell ? Carefully : 1);
    }

    // For views with too few edges to be compared block by block.
    private static bool HasVanished(Structure picture, Structure known) =>
        known.Visible > Nothing / 2 && picture.Visible == 0 && picture.Contrast < ContrastWhenVanished * known.Contrast;

    private Structure[] Known() =>
    [
        .. Own is { Known: true } own ? [own.Recent, own.Lasting] : Array.Empty<Structure>(),
        .. Other is { Known: true } other ? [other.Recent, other.Lasting] : Array.Empty<Structure>(),
    ];

    private static double Limit((double Seem, double Stay) share, bool seemed) => seemed ? share.Stay : share.Seem;
}
