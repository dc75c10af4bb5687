namespace EdgeAgent.Cameras.Onvif;

/// <summary>What a camera says of itself to everybody: a list of addresses such as <c>onvif://www.onvif.org/name/Front%20door</c>.</summary>
internal sealed class CameraScopes(string list)
{
    private readonly string[] scopes = list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>For people; empty where it has none.</summary>
    public string Name => Value("name");

    /// <summary>Its model, for people; empty where it names none.</summary>
    public string Hardware => Value("hardware");

    private string Value(string kind)
    {
        var prefix = $"onvif://www.onvif.org/{kind}/";
        return scopes
            .Where(scope => scope.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(scope => OnvifText.Clean(Uri.UnescapeDataString(scope[prefix.Length..])))
            .FirstOrDefault(value => value.Length > 0) ?? "";
    }
}
