using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EdgeAgent.Storage;

namespace EdgeAgent.Uplink;

/// <summary>Who this site is and which broker it reports to.</summary>
public sealed record UplinkOptions
{
    internal const string LevelPattern = "^[a-z0-9-]{1,32}$";
    private const string LevelError = "must be 1 to 32 of a-z, 0-9 and hyphen";

    [Required, RegularExpression("^[^/+#]+(/[^/+#]+)*$", ErrorMessage = "must be topic levels without + and #")]
    [Description("Topic levels before /v1.")]
    public string Root { get; init; } = "foodsafety";

    [Required, RegularExpression(LevelPattern, ErrorMessage = LevelError), Description("City level of the topics.")]
    public string City { get; init; } = "";

    [Required, RegularExpression(LevelPattern, ErrorMessage = LevelError), Description("County level of the topics.")]
    public string County { get; init; } = "";

    [Required, RegularExpression(LevelPattern, ErrorMessage = LevelError), Description("This workshop; unique within its county.")]
    public string Site { get; init; } = "";

    [Required, Description("The central broker.")]
    public BrokerOptions Broker { get; init; } = new();

    [Required, Description("How soon a lost connection is tried again.")]
    public RetryOptions Retry { get; init; } = new();

    [Range(5, 3600), Description("Seconds between heartbeats.")]
    public double HeartbeatSeconds { get; init; } = 30;

    // A full stop cannot stand in a topic level, so no two sites can share a name.
    internal string ClientId => $"{City}.{County}.{Site}";
}

/// <summary>Version of MQTT spoken to the broker.</summary>
public enum MqttVersion
{
    V5,
    V311,
}

/// <summary>Where the broker is and how to log in.</summary>
public sealed record BrokerOptions : IValidatableObject
{
    [Required, Description("Address of the broker: mqtt://host:1883, or mqtts://host:8883 for TLS.")]
    public string Address { get; init; } = "";

    [Description("User name at the broker.")]
    public string? User { get; init; }

    [Description("Password at the broker: the text itself, env:NAME, file:PATH or secret:NAME (an entry of secrets.json beside this file).")]
    public Secret? Password { get; init; }

    [Description("PEM file of the authority that signed the broker's certificate; without it the system's authorities count.")]
    public string? CaFile { get; init; }

    [Description("PEM file of the box's own certificate.")]
    public string? CertificateFile { get; init; }

    [Description("PEM file of the key of the box's own certificate.")]
    public string? KeyFile { get; init; }

    [Description("Version of MQTT.")]
    public MqttVersion Version { get; init; } = MqttVersion.V5;

    [Range(1, 120), Description("Seconds without an answer of the broker after which the connection counts as dead.")]
    public double AnswerSeconds { get; init; } = 30;

    [Range(5, 300), Description("Seconds of silence after which the agent asks whether the broker is still there; the broker reports the agent as lost after one and a half times as long.")]
    public double KeepAliveSeconds { get; init; } = 20;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Problem(Address) is { } problem)
        {
            yield return new(problem, [nameof(Address)]);
        }

        if (CertificateFile is null != KeyFile is null)
        {
            yield return new("certificateFile and keyFile belong together: give both or neither", [nameof(CertificateFile)]);
        }
    }

    /// <summary>What is wrong with the address of a broker, or null. The text never repeats a password.</summary>
    public static string? Problem(string address)
    {
        if (address.Contains('@'))
        {
            return "must not hold the login: put it into user and password";
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("mqtt" or "mqtts") && uri.Host.Length > 0
            ? null
            : "is not an address such as mqtts://broker.example:8883";
    }
}
