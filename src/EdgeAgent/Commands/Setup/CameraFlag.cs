using EdgeAgent.Cameras;

namespace EdgeAgent.Commands.Setup;

/// <summary>The value of <c>--camera</c>: <c>key=value,key=value</c>.</summary>
internal static class CameraFlag
{
    private static readonly string[] Keys =
        ["id", "name", "onvif", "endpoint", "brand", "host", "sub", "main", "user", "password-env", "zones"];

    /// <param name="user">For a camera that names none of its own.</param>
    /// <param name="password">For a camera that names none of its own.</param>
    /// <exception cref="UsageException">The value cannot be; the message says why.</exception>
    public static CameraDraft Parse(string value, string? user, string? password)
    {
        var parts = value.Split(',').Select(part => part.Split('=', 2)).ToList();
        if (parts.FirstOrDefault(part => part.Length < 2 || !Keys.Contains(part[0])) is { } wrong)
        {
            throw Wrong($"\"{wrong[0]}\" is no key=value; the keys are {string.Join(", ", Keys)}");
        }

        if (parts.Select(part => part[0]).Distinct().Count() < parts.Count)
        {
            throw Wrong("a key stands in it twice");
        }

        var given = parts.ToDictionary(part => part[0], part => part[1]);
        var camera = new CameraDraft(
            given.GetValueOrDefault("id") ?? throw Wrong("id= is missing"),
            given.GetValueOrDefault("name"),
            given.GetValueOrDefault("onvif"),
            given.GetValueOrDefault("endpoint"),
            given.GetValueOrDefault("sub"),
            given.GetValueOrDefault("main"),
            given.GetValueOrDefault("user") ?? user,
            given.GetValueOrDefault("password-env") is { } variable ? Variable("--camera: password-env", variable) : password,
            Zones(given.GetValueOrDefault("zones")));
        Demand(camera);
        return given.TryGetValue("brand", out var brand) ? OfBrand(camera, brand, given.GetValueOrDefault("host")) : camera;
    }

    /// <exception cref="UsageException">There is no such variable.</exception>
    public static string Variable(string flag, string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new UsageException($"{flag}: environment variable {name} is not set");

    private static CameraDraft OfBrand(CameraDraft camera, string brand, string? host)
    {
        var template = PathTemplates.Find(brand)
            ?? throw Wrong($"there is no brand {brand}; there are {string.Join(", ", PathTemplates.All.Select(known => known.Id))}");
        if (!Uri.TryCreate($"rtsp://{host}", UriKind.Absolute, out var place) || place.Host.Length == 0 || !place.Authority.Equals(host, StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong("brand= needs host=, the camera's address, with :PORT where RTSP is not at 554");
        }

        var (sub, main) = template.Streams(place.Host, place.IsDefaultPort ? StreamAddress.UsualPort : place.Port);
        return camera with { SubStream = sub, MainStream = main };
    }

    private static void Demand(CameraDraft camera)
    {
        // Said here already: later it is needed as an address.
        if (camera.Onvif is { } onvif && OnvifAddress.Problem(onvif) is { } problem)
        {
            throw Wrong($"onvif= {problem}");
        }

        if (camera.Endpoint is not null && camera.Onvif is null)
        {
            throw Wrong("endpoint= needs onvif=");
        }
    }

    private static List<string>? Zones(string? value)
    {
        var zones = value?.Split('+', StringSplitOptions.RemoveEmptyEntries).ToList();
        return zones?.Find(zone => ZoneTemplates.Find(zone) is null) is { } wrong
            ? throw Wrong($"there is no zone {wrong}; there are {string.Join(", ", ZoneTemplates.All.Select(template => template.Id))}, several with +")
            : zones;
    }

    private static UsageException Wrong(string message) => new($"--camera: {message}");
}
