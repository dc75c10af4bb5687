using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using EdgeAgent.Cameras;
using EdgeAgent.Detection;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.StatusPage;
using EdgeAgent.Storage;
using EdgeAgent.Tracking;
using EdgeAgent.Uplink;
using EdgeAgent.Video;

namespace EdgeAgent.Configuration;

/// <summary>The whole configuration: one section for each room that has settings, in the rooms' order.</summary>
public sealed record AgentOptions : IValidatableObject
{
    [JsonPropertyName("$schema"), Description("Schema of this file, for completion in an editor.")]
    public string? Schema { get; init; }

    [Description("Where the agent keeps what must survive.")]
    public StorageOptions Storage { get; init; } = new();

    [MinLength(1), Description("The cameras.")]
    public IReadOnlyList<CameraOptions> Cameras { get; init; } = [];

    [Description("How pictures are taken from the streams.")]
    public VideoOptions Video { get; init; } = new();

    [Description("Which model looks at the pictures and when.")]
    public DetectionOptions Detection { get; init; } = new();

    [Description("How detections become tracks.")]
    public TrackingOptions Tracking { get; init; } = new();

    [Description("What counts as a violation in this workshop.")]
    public RulesOptions Rules { get; init; } = new();

    [Description("What is recorded, and how long it is kept.")]
    public RecordingOptions Recording { get; init; } = new();

    [Description("Who this site is and which broker it reports to.")]
    public UplinkOptions Uplink { get; init; } = new();

    [Description("The owner's page.")]
    public StatusPageOptions StatusPage { get; init; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => CrossReferences.Check(this);

    /// <summary>The same options with every relative path counted from the folder.</summary>
    public AgentOptions WithPathsFrom(string folder)
    {
        string Full(string path) => Path.GetFullPath(path, folder);
        string? FullOrNone(string? path) => path is null ? null : Full(path);
        BrokerOptions Of(BrokerOptions broker) => broker with
        {
            Password = broker.Password?.WithPathFrom(folder),
            CaFile = FullOrNone(broker.CaFile),
            CertificateFile = FullOrNone(broker.CertificateFile),
            KeyFile = FullOrNone(broker.KeyFile),
        };
        return this with
        {
            Storage = Storage with { Folder = Full(Storage.Folder) },
            Cameras =
            [
                .. Cameras.Select(camera => camera with
                {
                    Password = camera.Password?.WithPathFrom(folder),
                    Clip = camera.Clip is { } clip ? clip with { File = Full(clip.File) } : null,
                }),
            ],
            Recording = Recording with { Folder = FullOrNone(Recording.Folder) },
            Detection = Detection with { ModelFolder = ModelFolder.Locate(Detection.ModelFolder, folder).Path },
            Uplink = Uplink with
            {
                Broker = Of(Uplink.Broker),
                FallbackBrokers = [.. Uplink.FallbackBrokers.Select(Of)],
            },
        };
    }
}
