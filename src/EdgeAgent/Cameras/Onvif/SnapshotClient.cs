using System.Net;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>Fetches a picture from a camera's web server.</summary>
internal sealed class SnapshotClient(CameraLogin? login, LoginGate gate, TimeProvider time)
{
    private const int MostBytes = 8 << 20;

    /// <summary>A JPEG, or null where something else comes. What the camera calls it counts for nothing: only its first bytes do.</summary>
    /// <exception cref="OnvifException">Nobody answers, or the login is refused; it is tried once.</exception>
    public async Task<byte[]?> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AskAsync(new CameraRequest(address), cancellationToken);
            return answer is { Status: HttpStatusCode.OK, Body: [0xFF, 0xD8, 0xFF, ..] } ? answer.Body : null;
        }
        catch (OnvifException failure) when (failure.Reason == OnvifFailure.NotOnvif)
        {
            return null;
        }
    }

    private async Task<CameraAnswer> AskAsync(CameraRequest request, CancellationToken cancellationToken)
    {
        var answer = await CameraHttp.SendAsync(request, null, MostBytes, time, cancellationToken);
        if (answer.Status != HttpStatusCode.Unauthorized)
        {
            return answer;
        }

        using var attempt = await OnvifLogins.EnterAsync(gate, new LoginPlace(request.Address.Authority, "snapshot"), login, cancellationToken);
        if (login is not null && Authorization(answer, request, login) is { } authorization)
        {
            answer = await CameraHttp.SendAsync(request, authorization, MostBytes, time, cancellationToken);
        }

        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            throw new OnvifException(OnvifFailure.LoginRefused, $"{request.Address.Authority} refuses the login for a snapshot")
            {
                RetryAfter = attempt.Refused(),
            };
        }

        if (answer.Status == HttpStatusCode.OK)
        {
            attempt.Accepted();
        }

        return answer;
    }

    private static string? Authorization(CameraAnswer answer, CameraRequest request, CameraLogin login) =>
        HttpLogin.Digest(answer.Challenges, login, request.Method, request.Address) ?? HttpLogin.Basic(answer.Challenges, login);
}
