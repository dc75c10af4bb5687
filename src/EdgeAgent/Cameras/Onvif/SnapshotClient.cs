using System.Net;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>Fetches a picture from a camera's web server.</summary>
internal sealed class SnapshotClient(CameraLogin? login, TimeProvider time)
{
    private const int MostBytes = 8 << 20;

    /// <summary>A JPEG, or null where something else comes. What the camera calls it counts for nothing: only its first bytes do.</summary>
    /// <exception cref="OnvifException">Nobody answers, or the login is refused; it is tried once.</exception>
    public async Task<byte[]?> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        var request = new CameraRequest(address);
        try
        {
            var answer = await CameraHttp.SendAsync(request, null, MostBytes, time, cancellationToken);
            if (answer.Status == HttpStatusCode.Unauthorized && login is not null && Authorization(answer, request) is { } authorization)
            {
                answer = await CameraHttp.SendAsync(request, authorization, MostBytes, time, cancellationToken);
            }

            return answer.Status switch
            {
                HttpStatusCode.Unauthorized => throw new OnvifException(OnvifFailure.LoginRefused, $"{address.Authority} refuses the login for a snapshot"),
                HttpStatusCode.OK when answer.Body is [0xFF, 0xD8, 0xFF, ..] => answer.Body,
                _ => null,
            };
        }
        catch (OnvifException failure) when (failure.Reason == OnvifFailure.NotOnvif)
        {
            return null;
        }
    }

    private string? Authorization(CameraAnswer answer, CameraRequest request) =>
        HttpLogin.Digest(answer.Challenges, login!, request.Method, request.Address) ?? HttpLogin.Basic(answer.Challenges, login!);
}
