using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>What is asked of a camera's web server.</summary>
/// <param name="Body">An envelope, which makes it a POST; without one it is a GET.</param>
/// <param name="Action">What the envelope asks for, as SOAP 1.2 names it in the content type.</param>
internal sealed record CameraRequest(Uri Address, byte[]? Body = null, string? Action = null)
{
    public HttpMethod Method => Body is null ? HttpMethod.Get : HttpMethod.Post;
}

/// <param name="Charset">As the content type names it.</param>
/// <param name="SentOnTo">Where a redirection leads.</param>
internal sealed record CameraAnswer(
    HttpStatusCode Status, byte[] Body, string? Charset, IReadOnlyList<HttpChallenge> Challenges, Uri? SentOnTo);

/// <summary>
/// One exchange with a camera's web server, within limits: 10 seconds in all, so many bytes and no more, nothing unpacked, no
/// redirection followed, no proxy, no cookie. A connection serves one exchange: cameras are asked seldom, and some forget to
/// close a connection that they keep. https is taken with any certificate: cameras sign theirs themselves. It keeps nothing
/// from a stranger who pretends to be the camera: a call's login is a digest anyway, but a snapshot's, where the camera
/// offers no digest, is not.
/// </summary>
internal static class CameraHttp
{
    public const int MostSoapBytes = 1 << 20;
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,

        // Asked to close, many a camera closes without saying so: a connection kept would be closed under the next question.
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 0,
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <exception cref="OnvifException">Unreachable, or what answers is no web server or says too much.</exception>
    public static async Task<CameraAnswer> SendAsync(
        CameraRequest request, string? authorization, int mostBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        var place = request.Address.Authority;
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var message = Message(request, authorization);
            using var response = await Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadAsync(response, mostBytes, either.Token)
                ?? throw new OnvifException(OnvifFailure.NotOnvif, $"{place} answers with more than {mostBytes >> 20} MB");
            return Answer(request, response, body);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OnvifException(OnvifFailure.Unreachable, $"{place} does not answer within {Longest.TotalSeconds} s");
        }
        catch (Exception error) when (ErrorOf(error) is HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.SecureConnectionError)
        {
            throw new OnvifException(OnvifFailure.NotOnvif, $"{place} answers, but not as a camera does over {request.Address.Scheme}", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or FormatException or InvalidOperationException)
        {
            throw new OnvifException(OnvifFailure.Unreachable, $"{place} cannot be reached: {OnvifText.Clean(error.Message)}", error);
        }
    }

    private static HttpRequestError? ErrorOf(Exception error) => error switch
    {
        HttpRequestException request => request.HttpRequestError,
        HttpIOException reading => reading.HttpRequestError,
        _ => null,
    };

    private static HttpRequestMessage Message(CameraRequest request, string? authorization)
    {
        var message = new HttpRequestMessage(request.Method, request.Address) { Headers = { ConnectionClose = true } };
        if (authorization is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse($"application/soap+xml; charset=utf-8; action=\"{request.Action}\"");
        }

        return message;
    }

    private static CameraAnswer Answer(CameraRequest request, HttpResponseMessage response, byte[] body)
    {
        var challenges = response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? HttpChallenge.Parse(values) : [];
        var target = response.Headers.Location;
        if (target is { IsAbsoluteUri: false })
        {
            Uri.TryCreate(request.Address, target, out target);
        }

        return new CameraAnswer(response.StatusCode, body, response.Content.Headers.ContentType?.CharSet?.Trim('"'), challenges, target);
    }

    // Null where there is more; a length in the header may be a lie.
    private static async Task<byte[]?> ReadAsync(HttpResponseMessage response, int mostBytes, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var part = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(part, cancellationToken)) > 0)
        {
            if (body.Length + read > mostBytes)
            {
                return null;
            }

            body.Write(part, 0, read);
        }

        return body.ToArray();
    }
}
