using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>A request that came to the camera.</summary>
/// <param name="Action">The operation's name, e.g. GetProfiles; of a request that is no SOAP, its path.</param>
/// <param name="HasToken">A WS-UsernameToken was in it.</param>
/// <param name="HasHttpLogin">An Authorization header was in it.</param>
public sealed record OnvifRequest(string Action, bool HasToken, bool HasHttpLogin);

/// <summary>
/// A camera that speaks ONVIF: real SOAP over HTTP on a port of its own, with the login and the quirks of its
/// <see cref="OnvifSetup"/>. The streams it names are given to it; an <see cref="RtspCamera"/> can stand behind them.
/// </summary>
public sealed class OnvifCamera : IAsyncDisposable
{
    private readonly OnvifSetup setup;
    private readonly WebApplication web;
    private readonly LoginGuard guard;
    private readonly DeviceClock clock;
    private readonly ConcurrentQueue<OnvifRequest> requests = new();
    private readonly CancellationTokenSource ends = new();
    private DiscoveryResponder? responder;
    private RequestDelegate answer = _ => Task.CompletedTask;
    private int entitiesFetched;

    private OnvifCamera(OnvifSetup setup)
    {
        this.setup = setup;
        clock = new DeviceClock(setup);
        guard = new LoginGuard(setup, clock);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(setup.Address), setup.Port));
        web = builder.Build();
        web.Run(AnswerAsync);
    }

    public int Port { get; private set; }

    /// <summary>Its device service, as it truly is.</summary>
    public Uri DeviceService => new($"http://{Address}{OnvifPaths.Device}");

    /// <summary>As <c>onvif.address</c> of a configuration wants it.</summary>
    public string Address => $"{setup.Address}:{Port}";

    /// <summary>All requests so far, oldest first.</summary>
    public IReadOnlyList<OnvifRequest> Requests => [.. requests];

    /// <summary>Logins that were shown and refused.</summary>
    public int RefusedLogins => guard.Refused;

    /// <summary>How often somebody followed the entity of <see cref="OnvifQuirks.ExternalEntity"/>.</summary>
    public int EntitiesFetched => entitiesFetched;

    public static async Task<OnvifCamera> StartAsync(OnvifSetup? setup = null)
    {
        var camera = new OnvifCamera(setup ?? new OnvifSetup());
        await camera.web.StartAsync();
        camera.Port = new Uri(camera.web.Urls.Single()).Port;
        camera.answer = camera.Answerer();
        if (camera.setup.IsDiscoverable)
        {
            camera.responder = DiscoveryResponder.Start(camera.setup, new OnvifAddresses(camera.setup, camera.Port));
        }

        return camera;
    }

    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        await (responder?.DisposeAsync() ?? ValueTask.CompletedTask);
        await web.DisposeAsync();
        ends.Dispose();
    }

    private RequestDelegate Answerer()
    {
        var addresses = new OnvifAddresses(setup, Port);
        var services = new OnvifServices(setup, addresses, clock, guard, requests.Enqueue);
        var snapshots = new Snapshots(setup, guard, requests.Enqueue);
        return context => context.Request.Path.Value switch
        {
            _ when setup.Has(OnvifQuirks.OkToAnything) => HostileAnswers.PageAsync(context, "text/html"),
            OnvifPaths.Entity => EntityAsync(context),
            { } path when path.StartsWith(OnvifPaths.Snapshot, StringComparison.Ordinal) => snapshots.AnswerAsync(context),
            _ => services.AnswerAsync(context),
        };
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ends.Token);
        try
        {
            await Task.Delay(setup.Has(OnvifQuirks.Hangs) ? Timeout.InfiniteTimeSpan : setup.AnswersAfter, setup.Time, over.Token);
            await answer(context);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            context.Abort();
        }
    }

    private Task EntityAsync(HttpContext context)
    {
        Interlocked.Increment(ref entitiesFetched);
        return context.Response.WriteAsync("fetched");
    }
}
