using EdgeAgent.Geometry;

namespace EdgeAgent.Detection;

/// <summary>
/// Where the parts of a person are that can be judged. A part is null where it cannot be told: its points are unsure, it
/// is hidden, or its centre is outside the picture or off the person. A box may reach beyond the picture.
/// </summary>
/// <param name="Face">From the forehead to the chin; null also for one who is turned away.</param>
/// <param name="Head">The whole head with hair or hat, from whichever side.</param>
/// <param name="LeftHand">The person's own left hand, beyond the wrist.</param>
/// <param name="RightHand">The person's own right hand, beyond the wrist.</param>
/// <param name="Torso">From the shoulders to the hips, or to where the person's box ends.</param>
public sealed record BodyParts(Box? Face, Box? Head, Box? LeftHand, Box? RightHand, Box? Torso)
{
    /// <param name="person">Where the person was detected.</param>
    public static BodyParts Of(Pose pose, Box person)
    {
        var head = new HeadGeometry(pose);
        var body = new BodyGeometry(pose);
        return new BodyParts(
            OnPerson(head.Face(), person),
            OnPerson(head.Head(), person),
            InPicture(body.Hand(BodyPoint.LeftElbow, BodyPoint.LeftWrist, BodyPoint.LeftShoulder)),
            InPicture(body.Hand(BodyPoint.RightElbow, BodyPoint.RightWrist, BodyPoint.RightShoulder)),
            InPicture(body.Torso(person.Bottom)));
    }

    private static Box? InPicture(Box? part) => part is { Center: { X: >= 0 and <= 1, Y: >= 0 and <= 1 } } ? part : null;

    /// <summary>A head beside the box is another person's. Hands may well reach out of it.</summary>
    private static Box? OnPerson(Box? part, Box person) =>
        InPicture(part) is { } seen && person.Contains(seen.Center) ? seen : null;
}
