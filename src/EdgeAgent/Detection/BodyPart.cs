namespace EdgeAgent.Detection;

/// <summary>A part of a person that can be judged, or what is judged in its stead.</summary>
public enum BodyPart
{
    /// <summary>Forehead to chin.</summary>
    Face,

    /// <summary>The whole head with what is worn on it.</summary>
    Head,

    LeftHand,
    RightHand,

    /// <summary>Shoulders to hips.</summary>
    Torso,

    /// <summary>No part of a person: a thing, as it was detected.</summary>
    Thing,
}
