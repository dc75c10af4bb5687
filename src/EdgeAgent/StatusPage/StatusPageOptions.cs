using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeAgent.StatusPage;

/// <summary>The owner's page.</summary>
public sealed record StatusPageOptions
{
    [Range(0, 65535), Description("Port of the page on 127.0.0.1; 0 takes any free one.")]
    public int Port { get; init; } = 8080;
}
