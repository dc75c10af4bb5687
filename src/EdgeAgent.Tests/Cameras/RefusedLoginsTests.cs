using EdgeAgent.Cameras;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Cameras;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RefusedLoginsTests : IDisposable
{
    private static readonly LoginPlace Place = new("192.168.1.64:554", "1");
    private static readonly CameraLogin Login = new("admin", "wr0ng");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly TempFolder folder = new();
    private AgentDatabase database;
    private LoginGate gate;

    public RefusedLoginsTests() => (database, gate) = Start(new Random(1));

    [Test]
    public async Task EnterAsync_Restart_IsHeldBackStillButNotAnotherPassword()
    {
        await RefuseAsync();

        Restart();

        Assert.That(await IsHeldAsync(), Is.True);
        Assert.That(await IsHeldAsync(Login with { Password = "right" }), Is.False);

        time.Advance(TimeSpan.FromMinutes(10));
        Assert.That(await IsHeldAsync(), Is.False);
    }

    [Test]
    public async Task EnterAsync_RestartDuringTheLongestWait_IsHeldBackStill()
    {
        Restart(new Longest());
        foreach (var stream in new[] { "1", "2", "3" })
        {
            await RefuseAsync(stream);
            time.Advance(TimeSpan.FromMinutes(stream == "1" ? 0 : 20));
        }

        time.Advance(TimeSpan.FromMinutes(20));
        await RefuseAsync("4");

        Restart();

        Assert.That(await IsHeldAsync(), Is.True);
    }

    [Test]
    public async Task EnterAsync_RestartAfterItWasLetIn_IsNotHeldBack()
    {
        await RefuseAsync("5");
        (await gate.EnterAsync(Place, Login, default)).Accepted();

        Restart();

        Assert.That(await IsHeldAsync(), Is.False);
    }

    [Test]
    public async Task Clear_StoppedInOrder_IsNotHeldBackAtTheNextStart()
    {
        await RefuseAsync();
        new RefusedLogins(database, time).Clear();

        Restart();

        Assert.That(await IsHeldAsync(), Is.False);
    }

    [Test]
    public async Task Put_OnDisk_TellsNoPasswordUserOrHost()
    {
        await RefuseAsync();
        database.Dispose();

        var written = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(folder.File("agent.db")));

        Assert.That(written, Does.Contain("refusals").And.Not.Contain("wr0ng").And.Not.Contain("admin").And.Not.Contain("192.168.1.64"));
    }

    public void Dispose()
    {
        database.Dispose();
        folder.Dispose();
    }

    private void Restart(Random? random = null)
    {
        database.Dispose();
        (database, gate) = Start(random ?? new Random(2));
    }

    private (AgentDatabase Database, LoginGate Gate) Start(Random random)
    {
        var opened = new AgentDatabase(folder.File("agent.db"), new DiskSpace(folder.Path, 0));
        return (opened, new LoginGate(time, random, new RefusedLogins(opened, time)));
    }

    private async Task RefuseAsync(string stream = "1") =>
        (await gate.EnterAsync(Place with { Stream = stream }, Login, default)).Refused();

    private async Task<bool> IsHeldAsync(CameraLogin? login = null)
    {
        try
        {
            (await gate.EnterAsync(Place, login ?? Login, default)).Dispose();
            return false;
        }
        catch (LoginHeldException)
        {
            return true;
        }
    }

    private sealed class Longest : Random
    {
        public override double NextDouble() => 0.999;
    }
}
