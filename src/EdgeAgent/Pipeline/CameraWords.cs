using System.Text.Json;

namespace EdgeAgent.Pipeline;

/// <summary>The words of the contract for what a camera is doing.</summary>
public static class CameraWords
{
    public static string Of(CameraState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
