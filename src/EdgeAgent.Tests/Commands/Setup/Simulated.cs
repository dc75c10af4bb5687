using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;

namespace EdgeAgent.Tests.Commands.Setup;

/// <summary>An ONVIF camera in front of a real stream, with the same login at both.</summary>
internal static class Simulated
{
    public static OnvifSetup Of(RtspCamera stream) => new()
    {
        Login = OnvifLogin.Digest,
        Profiles =
        [
            new("Profile_1", "mainStream", "H264", 640, 360, 5, 512, stream.Address("sub")),
        ],
    };
}
