namespace EdgeAgent.Video;

/// <summary>What a camera's picture is known to look like, by day and in infrared. An immutable snapshot, to be kept over a restart.</summary>
/// <param name="Width">Width in pixels of the pictures it was learnt from; pictures of another size are learnt anew.</param>
/// <param name="Height">Height in pixels of the pictures it was learnt from.</param>
/// <param name="Day">The view in colour; null when it was never seen long enough.</param>
/// <param name="Infrared">The view without colour, as cameras show it under their infrared lamp; null when it was never seen long enough.</param>
public sealed record ViewReference(int Width, int Height, LearntView? Day, LearntView? Infrared)
{
    /// <summary>Nothing is known.</summary>
    public static ViewReference None { get; } = new(0, 0, null, null);
}
