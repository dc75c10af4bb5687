using System.Text.Json;
using EdgeAgent.Evidence;
using EdgeAgent.Recording;

namespace EdgeAgent.Pipeline;

/// <summary>The words of the contract for what a camera is doing, and for what happened to the evidence.</summary>
public static class CameraWords
{
    public static string Of(CameraState state) => Word(state);

    public static string Of(RecordingActivity recording) => Word(recording);

    public static string Of(EvidenceLoss loss) => Word(loss);

    private static string Word(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
