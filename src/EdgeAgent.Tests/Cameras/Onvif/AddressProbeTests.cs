using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Cameras.Onvif;

[Parallelizable(ParallelScope.Self)]
public sealed class AddressProbeTests
{
    private readonly OnvifDiscovery discovery = new(TimeProvider.System);

    [TestCase(OnvifLogin.None, OnvifQuirks.None)]
    [TestCase(OnvifLogin.Digest, OnvifQuirks.ClockNeedsLogin)]
    [TestCase(OnvifLogin.Token, OnvifQuirks.ClockNeedsLogin | OnvifQuirks.RefusesWithBadRequest)]
    public async Task ProbeAsync_CameraAtAPort_IsFoundThereWithoutALogin(OnvifLogin login, OnvifQuirks quirks)
    {
        await using var camera = await OnvifCamera.StartAsync(new OnvifSetup { Login = login, Quirks = quirks });

        var found = await discovery.ProbeAsync(camera.Address, CancellationToken.None);

        Assert.That(found?.DeviceService, Is.EqualTo(camera.DeviceService));
        Assert.That(camera.Requests, Has.All.Matches<OnvifRequest>(request => request is { HasToken: false, HasHttpLogin: false }));
    }

    [Test]
    public async Task ProbeAsync_AnotherDeviceAnswersBehindTheSameAddress_IsNotTakenForTheOneAtThePort()
    {
        var address = FreeAddress.Next();
        await using var probed = await OnvifCamera.StartAsync(new OnvifSetup { Address = address, IsDiscoverable = true, Name = "Probed" });
        await using var silent = await OnvifCamera.StartAsync(new OnvifSetup { Address = address });

        var atPort = await discovery.ProbeAsync(silent.Address, CancellationToken.None);
        var atNone = await discovery.ProbeAsync($"{address}:{FreePort.Next()}", CancellationToken.None);

        Assert.That((atPort?.DeviceService, atPort?.Name, atPort?.Endpoint), Is.EqualTo((silent.DeviceService, "", "")));
        Assert.That(atNone, Is.Null);
        Assert.That((await discovery.ProbeAsync(probed.Address, CancellationToken.None))?.Name, Is.EqualTo("Probed"));
    }

    [TestCase(OnvifQuirks.OkToAnything)]
    [TestCase(OnvifQuirks.DeepAnswer)]
    [TestCase(OnvifQuirks.HugeAnswer)]
    [TestCase(OnvifQuirks.Hangs)]
    public async Task ProbeAsync_SomethingElse_IsNoCamera(OnvifQuirks quirk)
    {
        await using var server = await OnvifCamera.StartAsync(new OnvifSetup { Quirks = quirk });

        Assert.That(await discovery.ProbeAsync(server.Address, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task ProbeAsync_NobodyThere_FindsNothing() =>
        Assert.That(await discovery.ProbeAsync($"127.0.0.1:{FreePort.Next()}", CancellationToken.None), Is.Null);

    [TestCase("no such host", "is not an address")]
    [TestCase("user:secret@10.0.0.1", "must not hold the login")]
    [TestCase("camera.invalid", "no host on this network has the name camera.invalid")]
    public void ProbeAsync_NoAddress_SaysSo(string address, string problem)
    {
        var failure = Assert.ThrowsAsync<OnvifException>(() => discovery.ProbeAsync(address, CancellationToken.None));

        Assert.That(failure!.Message, Does.Contain(problem).And.Not.Contain("secret"));
    }

    [Test]
    public async Task AskByProbeAsync_NobodyListensForProbes_DoesNotWaitForAnAnswer()
    {
        var waits = new FakeTimeProvider();

        var asking = new AddressProbe(waits).AskByProbeAsync(FreeAddress.Next(), CancellationToken.None);

        await Eventually.Holds(() => asking.IsCompleted, "the machine's word that nobody listens there is enough", TimeSpan.FromSeconds(20));
        Assert.That(await asking, Is.Empty);
    }

    [Test]
    public void ProbeAsync_Cancelled_EndsAtOnce() =>
        Assert.CatchAsync<OperationCanceledException>(() => discovery.ProbeAsync("127.0.0.1", new CancellationToken(canceled: true)));

    [Test]
    public void FindAsync_Cancelled_EndsAtOnce() =>
        Assert.CatchAsync<OperationCanceledException>(() => discovery.FindAsync(TimeSpan.FromMinutes(10), new CancellationToken(canceled: true)));
}
