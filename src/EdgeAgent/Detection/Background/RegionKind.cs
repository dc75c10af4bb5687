namespace EdgeAgent.Detection.Background;

/// <summary>What a part of the picture that differs from the background is.</summary>
internal enum RegionKind
{
    Thing,

    /// <summary>The same place in another light: a lamp, the sun, a shadow.</summary>
    Light,

    /// <summary>Something that was learnt as background is there no more.</summary>
    Gone,
}
