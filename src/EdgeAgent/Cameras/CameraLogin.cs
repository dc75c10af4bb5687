namespace EdgeAgent.Cameras;

/// <summary>User and password at a camera, in the clear. Its text form hides both.</summary>
public sealed record CameraLogin(string User, string Password)
{
    public override string ToString() => "***";
}
