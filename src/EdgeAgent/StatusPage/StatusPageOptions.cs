using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeAgent.StatusPage;

/// <summary>Where the page is served. Always on 127.0.0.1: without a login nothing outside the box may reach it.</summary>
public sealed record StatusPageOptions
{
    [Range(0, 65535), Description("Port on 127.0.0.1; 0 takes any free one.")]
    public int Port { get; init; } = 8080;
}
