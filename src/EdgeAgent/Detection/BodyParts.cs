using EdgeAgent.Geometry;

namespace EdgeAgent.Detection;

/// <summary>Where the parts of a person are that can be judged; null where it cannot be told.</summary>
/// <param name="Face">From the forehead to the chin; null for one who is turned away.</param>
/// <param name="Head">The whole head with hair or hat, from whichever side.</param>
/// <param name="LeftHand">The person's own left hand, beyond the wrist.</param>
/// <param name="RightHand">The person's own right hand, beyond the wrist.</param>
/// <param name="Torso">From the shoulders to the hips.</param>
public sealed record BodyParts(Box? Face, Box? Head, Box? LeftHand, Box? RightHand, Box? Torso)
{
    /// <param name="person">Where the person was detected.</param>
    public static BodyParts Of(Pose pose, Box person) => new(null, null, null, null, null);
}
