using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>Lets requests in by their login, and counts the wrong ones.</summary>
internal sealed class LoginGuard(OnvifSetup setup, DeviceClock clock)
{
    private readonly Lock gate = new();
    private readonly UsernameTokens tokens = new(setup, clock);
    private readonly HttpLogins http = new(setup);

    /// <summary>Logins that were shown and refused.</summary>
    public int Refused { get; private set; }

    public bool AdmitsToService(HttpRequest request, XDocument envelope)
    {
        lock (gate)
        {
            var token = UsernameTokens.Find(envelope);
            var header = request.Headers.Authorization.ToString();
            if ((token is not null && setup.Has(OnvifQuirks.RefusesToken))
                || (token is not null && header.Length > 0 && setup.Has(OnvifQuirks.RefusesBothLogins)))
            {
                return Count(false);
            }

            if (token is not null && setup.Login is OnvifLogin.Token or OnvifLogin.Either)
            {
                return Count(tokens.Fits(token));
            }

            return header.Length > 0 && setup.Login is OnvifLogin.Digest or OnvifLogin.Either && Count(http.DigestFits(header, request));
        }
    }

    public bool AdmitsToSnapshot(HttpRequest request)
    {
        lock (gate)
        {
            var header = request.Headers.Authorization.ToString();
            return header.Length > 0
                && Count(setup.Has(OnvifQuirks.SnapshotWantsBasic) ? http.BasicFits(header) : http.DigestFits(header, request));
        }
    }

    public string DigestChallenge()
    {
        lock (gate)
        {
            return http.DigestChallenge();
        }
    }

    public string SnapshotChallenge() =>
        setup.Has(OnvifQuirks.SnapshotWantsBasic) ? HttpLogins.BasicChallenge : DigestChallenge();

    private bool Count(bool fits)
    {
        if (!fits)
        {
            Refused++;
        }

        return fits && !(Refused >= setup.LocksAfter);
    }
}
