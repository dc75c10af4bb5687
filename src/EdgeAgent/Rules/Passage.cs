using EdgeAgent.Geometry;

namespace EdgeAgent.Rules;

/// <summary>Where a person is, as far as a way between two zones goes.</summary>
internal enum Place
{
    Between,
    Origin,
    Wash,
    Destination,
}

/// <summary>One person's way from where hands get dirty over where they are washed.</summary>
internal sealed class Passage
{
    // Feet that are measured to and fro over a zone's edge have not been in the zone.
    private static readonly TimeSpan Entry = TimeSpan.FromSeconds(0.5);

    private Place place;
    private TimeSpan inOrigin;
    private TimeSpan washed;

    /// <summary>Where the person was when last seen.</summary>
    public Box Box { get; private set; }

    public DateTimeOffset SeenAt { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Comes from the origin and has not washed for long enough since.</summary>
    public bool IsUnwashed { get; private set; }

    /// <param name="stay">How long washing takes, all in all.</param>
    public void Step(Box box, DateTimeOffset at, Place now, TimeSpan stay)
    {
        var spent = now == place ? at - SeenAt : TimeSpan.Zero;
        inOrigin = now == Place.Origin ? inOrigin + spent : TimeSpan.Zero;
        if (inOrigin >= Entry)
        {
            (IsUnwashed, washed) = (true, TimeSpan.Zero);
        }

        washed += now == Place.Wash ? spent : TimeSpan.Zero;
        IsUnwashed &= washed < stay;
        (Box, SeenAt, place) = (box, at, now);
    }

    /// <summary>It is unclear which of the two persons is which: both are taken for the cleaner one.</summary>
    public void Confuse(Passage other)
    {
        IsUnwashed = other.IsUnwashed = IsUnwashed && other.IsUnwashed;
        washed = other.washed = washed > other.washed ? washed : other.washed;
        inOrigin = other.inOrigin = TimeSpan.Zero;
    }

    /// <summary>It is unclear whether this is the same person as before.</summary>
    public void Acquit() => Confuse(new Passage());
}
