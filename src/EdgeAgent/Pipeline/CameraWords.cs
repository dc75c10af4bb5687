using System.Text.Json;
using EdgeAgent.Recording;

namespace EdgeAgent.Pipeline;

/// <summary>The words of the contract for what a camera is doing.</summary>
public static class CameraWords
{
    public static string Of(CameraState state) => Word(state);

    public static string Of(RecordingActivity recording) => Word(recording);

    private static string Word(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
