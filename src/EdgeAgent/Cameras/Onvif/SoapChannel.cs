using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>How a camera takes its login.</summary>
internal enum LoginWay
{
    HttpDigest,

    /// <summary>A token signed with what the camera takes for UTC.</summary>
    TokenAtItsTime,

    /// <summary>A token signed with our UTC, for cameras that report local time as UTC.</summary>
    TokenAtOurTime,

    /// <summary>A token signed with the camera's local time.</summary>
    TokenAtItsLocalTime,
}

/// <summary>
/// Calls of one camera, with its login. A call goes out without a login first and the refusal shows which way the camera
/// wants: a challenge of HTTP's digest, or a WS-UsernameToken. The two are never sent together. Cameras lock an account after
/// a few wrong logins, so the first call makes at most two attempts, in the two likeliest ways; once the login was refused, here
/// or to anybody else who asks this host, each further call makes one, and the ways take turns. A token that worked is sent at once from then on; for a digest each call asks for a fresh challenge.
/// </summary>
internal sealed class SoapChannel(CameraLogin? login, LoginGate gate, SigningClock clock, TimeProvider time)
{
    private const int MostAttempts = 2;

    private LoginWay? token;

    /// <exception cref="OnvifException">The camera did not do it.</exception>
    public async Task<XElement> CallAsync(Uri service, XElement request, CancellationToken cancellationToken)
    {
        using var attempt = await OnvifLogins.EnterAsync(gate, LoginPlace.OfService(service), login, cancellationToken);
        var attempts = MostAttempts;
        if (token is { } known)
        {
            var reply = await TryAsync(known, [], service, request, cancellationToken);
            if (!reply.WantsLogin)
            {
                return Take(reply, attempt);
            }

            // The password was changed, or a clock was put right.
            token = null;
            clock.Forget();
            attempts = 1;
        }

        var bare = await SendAsync(service, request, null, null, cancellationToken);
        if (!bare.WantsLogin || login is null)
        {
            return bare.Take();
        }

        return await LogInAsync(attempt, bare, attempts, service, request, cancellationToken);
    }

    private async Task<XElement> LogInAsync(
        LoginAttempt attempt, SoapReply bare, int attempts, Uri service, XElement request, CancellationToken cancellationToken)
    {
        var last = bare;
        foreach (var way in await WaysAsync(attempts, attempt.RefusalsBefore, bare, service, cancellationToken))
        {
            last = await TryAsync(way, bare.Challenges, service, request, cancellationToken);
            if (!last.WantsLogin)
            {
                var content = Take(last, attempt);
                token = way == LoginWay.HttpDigest ? null : way;
                return content;
            }
        }

        // Its clock may be put right by the next time.
        clock.Forget();
        if (last.Failure is { Reason: not OnvifFailure.LoginRefused } unclear && attempt.MayBeSomethingElse())
        {
            throw unclear;
        }

        throw new OnvifException(OnvifFailure.LoginRefused, $"{service.Authority} refuses the login: check user and password, and whether the account may use ONVIF")
        {
            RetryAfter = attempt.Refused(),
        };
    }

    // Only what was asked for proves that the camera let us in: anything may answer with a page.
    private static XElement Take(SoapReply reply, LoginAttempt attempt)
    {
        var content = reply.Take();
        attempt.Accepted();
        return content;
    }

    private async Task<IReadOnlyList<LoginWay>> WaysAsync(int attempts, int refused, SoapReply bare, Uri service, CancellationToken cancellationToken)
    {
        List<LoginWay> ways = [.. await clock.WaysAsync(this, cancellationToken)];
        if (HttpLogin.Digest(bare.Challenges, login!, HttpMethod.Post, service) is not null)
        {
            ways.Insert(0, LoginWay.HttpDigest);
        }

        // The first two were tried in the first call.
        return refused == 0 ? [.. ways.Take(attempts)] : [ways[(refused + 1) % ways.Count]];
    }

    private async Task<SoapReply> TryAsync(
        LoginWay way, IReadOnlyList<HttpChallenge> challenges, Uri service, XElement request, CancellationToken cancellationToken) =>
        way == LoginWay.HttpDigest
            ? await SendAsync(service, request, null, HttpLogin.Digest(challenges, login!, HttpMethod.Post, service), cancellationToken)
            : await SendAsync(service, request, UsernameToken.Create(login!, await clock.NowAsync(way, this, cancellationToken)), null, cancellationToken);

    /// <summary>One exchange without a login.</summary>
    public Task<SoapReply> AskAsync(Uri service, XElement request, CancellationToken cancellationToken) =>
        SendAsync(service, request, null, null, cancellationToken);

    private async Task<SoapReply> SendAsync(
        Uri service, XElement request, XElement? security, string? authorization, CancellationToken cancellationToken)
    {
        var call = request.Name.LocalName;
        var message = new CameraRequest(service, SoapEnvelope.Write(request, security), $"{request.Name.NamespaceName}/{call}");
        var answer = await CameraHttp.SendAsync(message, authorization, CameraHttp.MostSoapBytes, time, cancellationToken);
        return SoapReply.Read(answer, call, service.Authority);
    }
}
