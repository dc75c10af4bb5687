using EdgeAgent.Cameras;

namespace EdgeAgent.StatusPage;

/// <summary>A stream as addresses name it.</summary>
internal static class StreamName
{
    public const string Problem = "The stream is main or sub.";

    /// <returns>Null where it is none.</returns>
    public static StreamRole? Parse(string text) => text switch
    {
        "main" => StreamRole.Main,
        "sub" => StreamRole.Sub,
        _ => null,
    };

    public static string Of(StreamRole role) => role == StreamRole.Main ? "main" : "sub";
}
