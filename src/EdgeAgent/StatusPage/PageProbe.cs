using System.Net;
using System.Net.Sockets;
using System.Text.Json;

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

/// <summary>Looks whether the page could be served, or is.</summary>
internal static class PageProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="site">The site whose page it should be.</param>
    public static async Task<PagePort> LookAsync(StatusPageOptions options, string site, CancellationToken cancellationToken)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, options.Port);
            listener.Start();
            return PagePort.Free;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return await IsOwnAsync(options.Port, site, cancellationToken) ? PagePort.OwnAgent : PagePort.Foreign;
        }
        catch (SocketException)
        {
            return PagePort.Forbidden;
        }
    }

    private static async Task<bool> IsOwnAsync(int port, string site, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = 4_000_000 };
        try
        {
            var answer = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/api/status"), cancellationToken);
            using var status = JsonDocument.Parse(answer);
            return status.RootElement.TryGetProperty("site", out var named) && named.ValueEquals(site);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or InvalidOperationException
            or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
