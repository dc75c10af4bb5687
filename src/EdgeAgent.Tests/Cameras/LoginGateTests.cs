using EdgeAgent.Cameras;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Cameras;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LoginGateTests
{
    private const string Host = "192.168.1.64:554";
    private static readonly CameraLogin Login = new("admin", "wr0ng");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly LoginGate gate;

    public LoginGateTests() => gate = Logins.Gate(time);

    [Test]
    public async Task EnterAsync_EightStreamsOfOneRecorderForTwoHours_AtMostFiveWrongLoginsInAnyHalfHour()
    {
        var refusals = new List<DateTimeOffset>();
        for (var second = 0; second < 7200; second += 5)
        {
            foreach (var channel in Enumerable.Range(1, 8))
            {
                if (await RefusedAsync($"{channel}"))
                {
                    refusals.Add(time.GetUtcNow());
                }
            }

            time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.That(refusals.Select(from => refusals.Count(at => at >= from && at < from.AddMinutes(30))), Has.All.LessThanOrEqualTo(5));
        Assert.That(refusals.Count, Is.GreaterThanOrEqualTo(5), "it is tried again for ever");
    }

    [Test]
    public async Task EnterAsync_OneStreamIsBarred_TheOthersAreLetInAndStay()
    {
        await RefusedAsync("5");
        await AcceptedAsync("1");
        await RefusedAsync("6");
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.That(await IsOpenAsync("1"), Is.True);
        Assert.That(await IsOpenAsync("2"), Is.True, "not tried yet, and the login is known to be right");
        Assert.That(await IsOpenAsync("5"), Is.False);
        Assert.That(await IsOpenAsync("6"), Is.False);
    }

    [Test]
    public async Task EnterAsync_PasswordWasChangedAtTheRecorder_TwoStreamsFindOutForAll()
    {
        for (var channel = 1; channel <= 8; channel++)
        {
            await AcceptedAsync($"{channel}");
        }

        time.Advance(TimeSpan.FromHours(1));
        var refused = 0;
        for (var channel = 1; channel <= 8; channel++)
        {
            refused += await RefusedAsync($"{channel}") ? 1 : 0;
        }

        Assert.That(refused, Is.EqualTo(2));
    }

    [Test]
    public async Task EnterAsync_PasswordIsChangedWhileAllComeBackAtOnce_TwoStreamsFindOutForAll()
    {
        foreach (var channel in Enumerable.Range(1, 16))
        {
            await AcceptedAsync($"{channel}");
        }

        var entering = Enumerable.Range(1, 16).Select(channel => gate.EnterAsync(new LoginPlace(Host, $"{channel}"), Login, default)).ToList();
        var refused = 0;
        while (entering.Count > 0)
        {
            var next = await Task.WhenAny(entering);
            entering.Remove(next);
            if (next.IsCompletedSuccessfully)
            {
                refused++;
                (await next).Refused();
            }
        }

        Assert.That(refused, Is.EqualTo(2));
    }

    [Test]
    public async Task EnterAsync_StreamsBesideItAreDead_WaitsForEachOfThemASecondAndAHalfAtMost()
    {
        await AcceptedAsync("good");
        time.Advance(TimeSpan.FromHours(1));
        var dead = Enumerable.Range(1, 8).Select(channel => gate.EnterAsync(new LoginPlace(Host, $"{channel}"), Login, default)).ToList();

        var good = gate.EnterAsync(new LoginPlace(Host, "good"), Login, default);
        for (var second = 0; second < 12; second += 3)
        {
            Assert.That(good.IsCompleted, Is.False);
            var before = dead.Count(each => each.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(3));
            await Eventually.Holds(() => good.IsCompleted || dead.Count(each => each.IsCompleted) == before + 2, "the next two have their turn");
        }

        Assert.That((await good).RefusalsBefore, Is.Zero);
    }

    [Test]
    public async Task EnterAsync_NothingIsKnownAndTheFirstGetsNoAnswer_TheNextHasItsTurnAfterThreeSeconds()
    {
        using var silent = await gate.EnterAsync(new LoginPlace(Host, "1"), Login, default);
        var next = gate.EnterAsync(new LoginPlace(Host, "2"), Login, default);
        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.That(next.IsCompleted, Is.False);

        time.Advance(TimeSpan.FromSeconds(0.1));

        using var attempt = await next;
        silent.Dispose();
        using var third = await NextAfterAsync(attempt);
    }

    [Test]
    public async Task EnterAsync_WhoWaitsGivesUp_TheNextHasItsTurn()
    {
        using var first = await gate.EnterAsync(new LoginPlace(Host, "1"), Login, default);
        using var leaving = new CancellationTokenSource();
        var second = gate.EnterAsync(new LoginPlace(Host, "2"), Login, leaving.Token);
        var third = gate.EnterAsync(new LoginPlace(Host, "3"), Login, default);

        await leaving.CancelAsync();
        first.Dispose();

        Assert.That(() => second, Throws.InstanceOf<OperationCanceledException>());
        using var attempt = await third;
    }

    [Test]
    public async Task EnterAsync_TheAccountIsBarredFromTwoStreamsThatCameFirst_TheOthersAreLetInWithinTheSecondWait([Range(1, 20)] int seed)
    {
        var shared = new LoginGate(time, new Random(seed));
        var order = new Random(seed);
        string[] streams = ["barred1", "barred2", "good"];
        await RefusedAsync("barred1", shared);
        await RefusedAsync("barred2", shared);
        var began = time.GetUtcNow();
        while (true)
        {
            order.Shuffle(streams);
            foreach (var stream in streams)
            {
                if (stream != "good")
                {
                    await RefusedAsync(stream, shared);
                }
                else if (await IsOpenAsync(stream, Login, shared))
                {
                    Assert.That((time.GetUtcNow() - began).TotalMinutes, Is.LessThanOrEqualTo(21));
                    return;
                }
            }

            time.Advance(TimeSpan.FromSeconds(10));
        }
    }

    [Test]
    public async Task EnterAsync_AnotherPassword_IsTriedAtOnce()
    {
        await RefusedAsync("1");

        Assert.That(await IsOpenAsync("1"), Is.False);
        Assert.That(await IsOpenAsync("1", Login with { Password = "right" }), Is.True);
    }

    [Test]
    public async Task EnterAsync_AnotherHostWithTheSameLogin_IsAnotherAccount()
    {
        await RefusedAsync("1");

        using var attempt = await gate.EnterAsync(new LoginPlace("192.168.1.65:554", "1"), Login, default);

        Assert.That(attempt.RefusalsBefore, Is.Zero);
    }

    [Test]
    public async Task EnterAsync_NothingIsKnownOfTheLogin_OneAtATimeUntilItIsLetIn()
    {
        var first = await gate.EnterAsync(new LoginPlace(Host, "1"), Login, default);
        var second = gate.EnterAsync(new LoginPlace(Host, "2"), Login, default);
        Assert.That(second.IsCompleted, Is.False);

        first.Accepted();
        using var third = await gate.EnterAsync(new LoginPlace(Host, "3"), Login, default);

        Assert.That(async () => (await second).RefusalsBefore, Is.Zero);
    }

    [Test]
    public async Task EnterAsync_TheOneBeforeWasRefused_WhoWaitedForTheSameStreamIsToldWithoutAnAttempt()
    {
        var first = await gate.EnterAsync(new LoginPlace(Host, ""), Login, default);
        var second = gate.EnterAsync(new LoginPlace(Host, ""), Login, default);

        var wait = first.Refused();

        Assert.That(() => second, Throws.TypeOf<LoginHeldException>().With.Property(nameof(LoginHeldException.Remaining)).EqualTo(wait));
    }

    [Test]
    public async Task EnterAsync_TheOneBeforeCameToNothing_TheNextHasItsTurn()
    {
        (await gate.EnterAsync(new LoginPlace(Host, "1"), Login, default)).Dispose();

        Assert.That(await IsOpenAsync("1"), Is.True);
    }

    [Test]
    public async Task EnterAsync_NoLogin_NobodyWaits()
    {
        using var first = await gate.EnterAsync(new LoginPlace(Host, "1"), null, default);
        using var second = await gate.EnterAsync(new LoginPlace(Host, "1"), null, default);

        Assert.That((first.Refused(), second.Refused()), Is.EqualTo((default(TimeSpan?), default(TimeSpan?))));
    }

    [Test]
    public async Task Refused_AgainAndAgain_WaitsLongerUpToHalfAnHourAndFromTheStartOnceItIsLetIn()
    {
        var waits = new List<double>();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var shown = await gate.EnterAsync(new LoginPlace(Host, "1"), Login, default);
            waits.Add(shown.Refused()!.Value.TotalMinutes);
            time.Advance(TimeSpan.FromMinutes(30));
        }

        await AcceptedAsync("1");
        using var last = await gate.EnterAsync(new LoginPlace(Host, "1"), Login, default);

        Assert.That(waits[0], Is.InRange(5, 10));
        Assert.That(waits[1], Is.InRange(10, 20));
        Assert.That(waits[2..], Has.All.InRange(15, 30));
        Assert.That(waits.Distinct().Count(), Is.EqualTo(20), "no two boxes come at once");
        Assert.That(last.Refused()!.Value.TotalMinutes, Is.InRange(5, 10));
    }

    [Test]
    public async Task EnterAsync_ClockIsPutBack_TheWaitIsNotLonger()
    {
        var clock = new WallClock { Now = time.GetUtcNow() };
        var gateOfBox = Logins.Gate(clock);
        await RefusedAsync("1", gateOfBox);
        var wait = await HeldAsync("1", at: gateOfBox);
        clock.Now = clock.Now.AddYears(-1);

        Assert.That(await HeldAsync("1", at: gateOfBox), Is.EqualTo(wait));
    }

    /// <summary>The time of day, while no time passes.</summary>
    private sealed class WallClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => 1;
    }

    private async Task<LoginAttempt> NextAfterAsync(LoginAttempt attempt)
    {
        var next = gate.EnterAsync(new LoginPlace(Host, "next"), Login, default);
        Assert.That(next.IsCompleted, Is.False);
        attempt.Dispose();
        return await next;
    }

    private async Task AcceptedAsync(string stream)
    {
        using var attempt = await gate.EnterAsync(new LoginPlace(Host, stream), Login, default);
        attempt.Accepted();
    }

    /// <returns>Whether it could be shown; it was refused then.</returns>
    private async Task<bool> RefusedAsync(string stream, LoginGate? at = null)
    {
        try
        {
            using var attempt = await (at ?? gate).EnterAsync(new LoginPlace(Host, stream), Login, default);
            attempt.Refused();
            return true;
        }
        catch (LoginHeldException)
        {
            return false;
        }
    }

    private async Task<bool> IsOpenAsync(string stream, CameraLogin? login = null, LoginGate? at = null) =>
        await HeldAsync(stream, login, at) is null;

    private async Task<TimeSpan?> HeldAsync(string stream, CameraLogin? login = null, LoginGate? at = null)
    {
        try
        {
            using var attempt = await (at ?? gate).EnterAsync(new LoginPlace(Host, stream), login ?? Login, default);
            return null;
        }
        catch (LoginHeldException held)
        {
            return held.Remaining;
        }
    }
}
