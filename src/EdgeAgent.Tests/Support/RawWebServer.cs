using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EdgeAgent.Tests.Support;

/// <summary>
/// A web server on 127.0.0.1 that answers each request with bytes of the test's own, right or not, and closes the connection;
/// null holds it open and says no more.
/// </summary>
public sealed class RawWebServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ends = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly Func<string, byte[]?[]> answer;
    private readonly X509Certificate2? certificate;

    /// <param name="answer">The parts of an answer for a request's text.</param>
    /// <param name="certificate">With it the server speaks TLS.</param>
    public RawWebServer(Func<string, byte[]?[]> answer, X509Certificate2? certificate = null)
    {
        this.answer = answer;
        this.certificate = certificate;
        listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Head and body of each request so far.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>Text of a right answer: 200, a body and its length.</summary>
    public static byte[] Ok(string body, string type = "application/soap+xml") =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public void Dispose()
    {
        ends.Cancel();
        listener.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(ends.Token));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = await StreamAsync(client);
                var request = await ReadAsync(stream);
                requests.Enqueue(request);
                foreach (var part in answer(request))
                {
                    if (part is null)
                    {
                        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ends.Token);
                    }

                    await stream.WriteAsync(part, ends.Token);
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The other side has gone, or the test is over.
            }
        }
    }

    private async Task<Stream> StreamAsync(TcpClient client)
    {
        if (certificate is null)
        {
            return client.GetStream();
        }

        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(certificate);
        return stream;
    }

    private async Task<string> ReadAsync(Stream stream)
    {
        var text = new StringBuilder();
        var part = new byte[4096];
        int read;
        while (!IsWhole(text.ToString()) && (read = await stream.ReadAsync(part, ends.Token)) > 0)
        {
            text.Append(Encoding.Latin1.GetString(part, 0, read));
        }

        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        if (request.Length > 0 && !char.IsAsciiLetterUpper(request[0]))
        {
            // No HTTP at all.
            return true;
        }

        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return head >= 0 && request.Length - head - 4 >= (length is null ? 0 : int.Parse(length.Split(':')[1]));
    }
}
