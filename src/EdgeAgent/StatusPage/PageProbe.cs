using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EdgeAgent.Pipeline;

namespace EdgeAgent.StatusPage;

/// <summary>Who has the page's port.</summary>
internal enum PagePort
{
    Free,
    OwnAgent,
    Foreign,

    /// <summary>Nobody listens, and still it may not be taken.</summary>
    Forbidden,
}

/// <param name="Cameras">What the agent says of them; none where it is not ours.</param>
internal sealed record PageFinding(PagePort Port, IReadOnlyList<WatchedCamera> Cameras);

internal sealed record WatchedCamera(string Name, CameraState State);

/// <summary>Looks whether the page could be served, or is.</summary>
internal static class PageProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="site">The site whose page it should be.</param>
    public static async Task<PageFinding> LookAsync(StatusPageOptions options, string site, CancellationToken cancellationToken)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, options.Port);
            listener.Start();
            return new PageFinding(PagePort.Free, []);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return await AskAsync(options.Port, cancellationToken) is { } status && status.Site == site
                ? new PageFinding(PagePort.OwnAgent, status.Cameras)
                : new PageFinding(PagePort.Foreign, []);
        }
        catch (SocketException)
        {
            return new PageFinding(PagePort.Forbidden, []);
        }
    }

    private static async Task<OtherStatus?> AskAsync(int port, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = 4_000_000 };
        try
        {
            return await http.GetFromJsonAsync<OtherStatus>(new Uri($"http://127.0.0.1:{port}/api/status"), PageJson.Options, cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or InvalidOperationException or NotSupportedException
            or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Of a <see cref="StatusReport"/> what is asked here.</summary>
    private sealed record OtherStatus(string? Site)
    {
        public IReadOnlyList<WatchedCamera> Cameras { get; init; } = [];
    }
}
