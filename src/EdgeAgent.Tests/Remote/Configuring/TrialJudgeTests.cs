using EdgeAgent.Pipeline;
using EdgeAgent.Remote.Configuring;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Remote.Configuring;

public sealed class TrialJudgeTests
{
    [Test]
    public async Task Judge_HealthyForAWhile_KeepsAndAnswersDone()
    {
        using var court = await Court.OpenAsync();
        court.Post("door", CameraState.Watching);
        var answer = court.Judge.AnswerAsync(CancellationToken.None);

        await court.PassAsync(seconds: 5);
        Assert.That(court.Trial.IsRunning, "not at the first glance");
        await court.PassAsync(seconds: 10);

        Assert.That((await answer).State, Is.EqualTo(ReplyState.Done));
        Assert.That((await answer).Result!.Value.GetProperty("revision").GetString(), Is.EqualTo(court.Box.Present.Revision));
        Assert.That(court.Restart.IsRequested, Is.False);
    }

    [Test]
    public async Task Judge_CameraThatWatchedDoesNotComeBack_UndoesAfterTwoMinutesAndRestarts()
    {
        using var court = await Court.OpenAsync();
        court.Post("door", CameraState.Unreachable);
        court.Post("store", CameraState.Watching);

        await court.PassAsync(seconds: 115);
        Assert.That(court.Trial.IsRunning);
        await court.PassAsync(seconds: 10);

        Assert.That(court.Trial.Current, Has.Property("State").EqualTo(TrialState.Undone)
            .And.Property("Failure").EqualTo(new TrialFailure(TrialProblem.Cameras, "door")));
        Assert.That(court.Restart.IsRequested);
        Assert.That(court.Box.Present.Options.Cameras[0].Name, Is.EqualTo("大门"));
        var answer = await court.Judge.AnswerAsync(CancellationToken.None);
        Assert.That(answer.State, Is.EqualTo(ReplyState.Failed));
        Assert.That(answer.Reason, Does.Contain("no pictures from: door"));
    }

    [Test]
    public async Task Judge_NoBroker_Undoes()
    {
        using var court = await Court.OpenAsync();
        court.Post("door", CameraState.Watching);
        court.IsConnected = false;

        await court.PassAsync(seconds: 125);

        Assert.That(court.Trial.Current!.Failure!.Problem, Is.EqualTo(TrialProblem.Broker));
    }

    [Test]
    public async Task Judge_CameraComesAndGoes_IsNotHealthy()
    {
        using var court = await Court.OpenAsync();
        for (var round = 0; round < 25 && court.Trial.IsRunning; round++)
        {
            court.Post("door", round % 2 == 0 ? CameraState.Watching : CameraState.Failed);
            await court.PassAsync(seconds: 5);
        }

        Assert.That(court.Trial.Current!.State, Is.EqualTo(TrialState.Undone));
    }

    [TestCase(CameraState.Paused)]
    [TestCase(CameraState.Dark)]
    [TestCase(CameraState.Moved)]
    public async Task Judge_CameraIsPausedOrSeesBadly_IsNoReason(CameraState state)
    {
        using var court = await Court.OpenAsync();
        court.Post("door", state);
        court.Post("new", CameraState.Unreachable);

        await court.PassAsync(seconds: 15);

        Assert.That(court.Trial.Current!.State, Is.EqualTo(TrialState.Kept));
    }

    [Test]
    public async Task AnswerAsync_AgentStopsBeforeTheDecision_IsLeftToTheNextRun()
    {
        using var court = await Court.OpenAsync();
        using var stop = new CancellationTokenSource();
        var answer = court.Judge.AnswerAsync(stop.Token);

        await stop.CancelAsync();

        Assert.That((await answer).State, Is.EqualTo(ReplyState.Accepted));
        Assert.That(court.Trial.IsRunning);
    }

    /// <summary>A configuration on trial, with the camera "door" that watched before, and a clock.</summary>
    private sealed class Court : IDisposable
    {
        private readonly Clock time = new();
        private readonly StatusBoard board;

        private Court()
        {
            board = new StatusBoard(new SteadyTime(time));
            Trial = new ConfigurationTrial(Box.Configuration, time);
            Restart = new AgentRestart(new Lifetime());
            Judge = new TrialJudge(Trial, board, () => IsConnected, Restart, time, NullLogger<TrialJudge>.Instance);
        }

        public ConfiguredBox Box { get; } = new();

        public ConfigurationTrial Trial { get; }

        public AgentRestart Restart { get; }

        public TrialJudge Judge { get; }

        public bool IsConnected { get; set; } = true;

        public static async Task<Court> OpenAsync()
        {
            var court = new Court();
            court.Trial.Begin("r1", court.Box.Present, court.Box.Proposed(root => root["cameras"]![0]!["name"] = "前门"), ["door"]);
            await court.Trial.SettleAsync(CancellationToken.None);
            await court.Judge.StartAsync(CancellationToken.None);
            await court.WaitsAsync();
            return court;
        }

        public void Post(string id, CameraState state) => board.Post(new CameraStatus(id, id, state, time.GetUtcNow(), null, 0, null, 0, 0, 0, 0, []));

        public async Task PassAsync(int seconds)
        {
            for (var second = 0; second < seconds; second++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await WaitsAsync();
            }
        }

        private async Task WaitsAsync()
        {
            await Eventually.Holds(() => time.Waits > 0 || Judge.ExecuteTask!.IsCompleted, "the judge waits or has decided");
            time.Waits = 0;
        }

        public void Dispose()
        {
            Judge.Dispose();
            Box.Dispose();
        }
    }

    private sealed class Clock() : FakeTimeProvider(new DateTimeOffset(2026, 5, 3, 12, 0, 0, TimeSpan.Zero))
    {
        private volatile int waits;

        public int Waits
        {
            get => waits;
            set => waits = value;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            waits++;
            return timer;
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
