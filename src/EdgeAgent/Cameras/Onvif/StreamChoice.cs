namespace EdgeAgent.Cameras.Onvif;

/// <summary>Which of a camera's profiles are taken; both may be the same one.</summary>
public sealed record StreamChoice(OnvifProfile Main, OnvifProfile Sub)
{
    /// <summary>Below this the detector sees too little of a person.</summary>
    private const int SmallestSubWidth = 480;

    public OnvifProfile this[StreamRole role] => role == StreamRole.Main ? Main : Sub;

    /// <summary>
    /// Main is the largest profile; sub is the smallest that is at least 480 pixels wide, or the largest if none is. H.264
    /// comes before H.265 of the same size, for it is cheaper to decode. JPEG and the like only where there is nothing else.
    /// Tokens in the options go before all that.
    /// </summary>
    /// <exception cref="OnvifException">No profile at all, or none with the token in the options.</exception>
    public static StreamChoice Choose(IReadOnlyList<OnvifProfile> profiles, OnvifOptions options)
    {
        if (profiles.Count == 0)
        {
            throw new OnvifException(OnvifFailure.NoSuchProfile, "the camera offers no video profile");
        }

        return new StreamChoice(
            options.MainProfile is { } main ? Named(profiles, main, "mainProfile") : Largest(Decodable(profiles)),
            options.SubProfile is { } sub ? Named(profiles, sub, "subProfile") : Small(Decodable(profiles)));
    }

    private static OnvifProfile Named(IReadOnlyList<OnvifProfile> profiles, string token, string setting) =>
        profiles.FirstOrDefault(profile => profile.Token == token)
        ?? throw new OnvifException(
            OnvifFailure.NoSuchProfile,
            $"{setting}: the camera has no profile {OnvifText.Clean(token)}; it has {string.Join(", ", profiles.Select(profile => OnvifText.Clean(profile.Token)))}");

    // In the camera's order.
    private static List<OnvifProfile> Decodable(IReadOnlyList<OnvifProfile> profiles)
    {
        var best = profiles.Min(profile => LastResort(profile.Codec));
        return [.. profiles.Where(profile => LastResort(profile.Codec) == best)];
    }

    private static int LastResort(VideoCodec codec) => codec switch
    {
        VideoCodec.H264 or VideoCodec.H265 => 0,
        VideoCodec.Jpeg => 1,
        _ => 2,
    };

    private static OnvifProfile Largest(IEnumerable<OnvifProfile> profiles) =>
        profiles.OrderByDescending(Pixels).ThenBy(profile => profile.Codec).First();

    private static OnvifProfile Small(List<OnvifProfile> profiles)
    {
        if (profiles.All(profile => profile.Width == 0))
        {
            // Cameras list the main stream first and the sub stream second.
            return profiles.ElementAtOrDefault(1) ?? profiles[0];
        }

        return profiles.Where(profile => profile.Width >= SmallestSubWidth).OrderBy(Pixels).ThenBy(profile => profile.Codec).FirstOrDefault()
            ?? Largest(profiles);
    }

    private static long Pixels(OnvifProfile profile) => (long)profile.Width * profile.Height;
}
