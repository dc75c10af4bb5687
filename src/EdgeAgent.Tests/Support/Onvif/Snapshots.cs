using Microsoft.AspNetCore.Http;
using OpenCvSharp;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>One picture of each profile over plain HTTP.</summary>
internal sealed class Snapshots(OnvifSetup setup, LoginGuard guard, Action<OnvifRequest> note)
{
    public async Task AnswerAsync(HttpContext context)
    {
        note(new OnvifRequest(context.Request.Path.Value!, HasToken: false, context.Request.Headers.Authorization.Count > 0));
        if (setup.Login != OnvifLogin.None && !guard.AdmitsToSnapshot(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = guard.SnapshotChallenge();
            return;
        }

        if (setup.Has(OnvifQuirks.SnapshotIsNoJpeg))
        {
            await HostileAnswers.PageAsync(context, "image/jpeg");
            return;
        }

        var token = context.Request.Path.Value![OnvifPaths.Snapshot.Length..];
        if (setup.Profiles.FirstOrDefault(profile => profile.Token == token) is not { } profile)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = setup.Has(OnvifQuirks.SnapshotCalledHtml) ? "text/html" : "image/jpeg";
        await context.Response.Body.WriteAsync(Jpeg(profile));
    }

    private static byte[] Jpeg(OfferedProfile profile)
    {
        using var picture = new Mat(profile.Height, profile.Width, MatType.CV_8UC3, Scalar.Gray);
        picture.PutText(profile.Name, new Point(10, profile.Height / 2), HersheyFonts.HersheySimplex, 1, Scalar.White);
        return picture.ImEncode(".jpg");
    }
}
