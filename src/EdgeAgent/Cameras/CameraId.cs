using System.Text.RegularExpressions;

namespace EdgeAgent.Cameras;

/// <summary>Name of a camera in topics, folders and the configuration: 1 to 32 of a-z, 0-9 and hyphen.</summary>
public static partial class CameraId
{
    public const string Pattern = "^[a-z0-9-]{1,32}$";

    public static bool IsValid(string text) => Form().IsMatch(text) && !text.EndsWith('\n');

    [GeneratedRegex(Pattern)]
    private static partial Regex Form();
}
