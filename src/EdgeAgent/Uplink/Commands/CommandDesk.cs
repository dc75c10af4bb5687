using System.Threading.Channels;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Uplink.Commands;

/// <summary>
/// Where the centre's commands come in and are answered. A request is carried out once, however often it comes: it is on disk
/// before it is begun, and its answer is kept. Commands run beside each other and beside everything else; whatever one does,
/// neither the connection nor the service ends by it.
/// </summary>
public sealed class CommandDesk : BackgroundService
{
    // With one more a minute, what comes within a command's longest validity is less than the log keeps.
    internal const int AtOnce = 60;
    internal static readonly TimeSpan OneMoreEach = TimeSpan.FromMinutes(1);

    private const int RunningAtOnce = 8;
    private const int Waiting = AtOnce + 4;
    private static readonly TimeSpan OneAnswerMoreEach = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Assignment> assignments = [];
    private readonly Dictionary<string, Func<CancellationToken, Task<CommandAnswer>>> takenUp = [];
    private readonly Channel<IncomingCommand> inbox;
    private readonly CommandRuns runs;
    private readonly CommandLog log;
    private readonly UplinkMetrics metrics;
    private readonly Func<bool> isClockSure;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly TokenBucket allowance;
    private readonly TokenBucket answers;
    private bool isOverAllowance;

    /// <param name="isClockSure">Whether the box's clock is believed; called for each command.</param>
    public CommandDesk(CommandLog log, UplinkMetrics metrics, Func<bool> isClockSure, TimeProvider time, ILogger<CommandDesk> logger)
    {
        this.log = log;
        this.metrics = metrics;
        this.isClockSure = isClockSure;
        this.time = time;
        this.logger = logger;
        Replies = new ReplyQueue(metrics, logger);
        runs = new CommandRuns(log, Replies, metrics, time, logger);
        allowance = new TokenBucket(AtOnce, OneMoreEach, time);
        answers = new TokenBucket(AtOnce, OneAnswerMoreEach, time);
        inbox = Channel.CreateBounded<IncomingCommand>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    }

    /// <summary>The answers that are to be sent.</summary>
    internal ReplyQueue Replies { get; }

    /// <summary>Says who carries out a command. To be called before the agent connects.</summary>
    /// <param name="isLong">It is answered with accepted at once, and with the handler's answer when that ends.</param>
    public void Handle(string name, CommandHandler handler, bool isLong = false) => assignments.Add(name, new Assignment(handler, isLong));

    /// <summary>
    /// Goes on with a command that an earlier run of the agent has begun: it is answered with what the task gives. To be called
    /// before the agent connects; whatever else was begun and did not end is then answered as failed.
    /// </summary>
    public void TakeUp(string requestId, Func<CancellationToken, Task<CommandAnswer>> goOn) => takenUp.Add(requestId, goOn);

    /// <summary>Takes a command in, on any thread, and never waits.</summary>
    internal void Receive(IncomingCommand command)
    {
        if (!inbox.Writer.TryWrite(command))
        {
            Count(command.Name, "ignored");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var entry in log.GoingOn())
        {
            Continue(entry, stoppingToken);
        }

        try
        {
            await foreach (var command in inbox.Reader.ReadAllAsync(stoppingToken))
            {
                TryTake(command, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await runs.EndAsync();
        }
    }

    private void Continue(CommandEntry entry, CancellationToken stoppingToken)
    {
        if (takenUp.TryGetValue(entry.RequestId, out var goOn))
        {
            runs.Start(entry, goOn, null, stoppingToken);
        }
        else
        {
            runs.End(entry, CommandAnswer.Failed("the agent was stopped meanwhile: whether it took effect is not known"));
        }
    }

    // Whoever may write here must not be able to stop the agent, whatever has been overlooked.
    private void TryTake(IncomingCommand incoming, CancellationToken stoppingToken)
    {
        try
        {
            Take(incoming, stoppingToken);
        }
        catch (Exception error)
        {
            Count(incoming.Name, "ignored");
            CommandLines.NotTaken(logger, error);
        }
    }

    private void Take(IncomingCommand incoming, CancellationToken stoppingToken)
    {
        var body = CommandReader.Read(incoming.Body);
        if (body.RequestId is { } id && log.Find(id) is { } known)
        {
            AnswerAgain(known);
        }
        else if (!allowance.TryTake())
        {
            Limit(incoming.Name, body.RequestId);
        }
        else
        {
            isOverAllowance = false;
            Decide(incoming, body, stoppingToken);
        }
    }

    private void Decide(IncomingCommand incoming, CommandBody body, CancellationToken stoppingToken)
    {
        var (now, isSure) = (time.GetUtcNow(), isClockSure());
        if (body.RequestId is not { } id)
        {
            Count(incoming.Name, "ignored");
            CommandLines.Ignored(logger, Shown(incoming.Name), body.Problem);
        }
        else if ((body.Problem ?? Problem(incoming, body.Message!, now, isSure)) is { } problem)
        {
            runs.Refuse(id, Shown(incoming.Name), problem);
        }
        else if (runs.Count >= RunningAtOnce)
        {
            Count(incoming.Name, "limited");
            Replies.Post(new ReplyMessage(id, ReplyState.Refused, "the box is busy with other commands: send it again later"));
        }
        else
        {
            var request = new CommandRequest(incoming.Name, id, body.Message!.IssuedAt, body.Message.ExpiresAt, body.Message.Args ?? CommandJson.Nothing);
            runs.Start(request, assignments[incoming.Name], CommandTimes.Remark(now, isSure), stoppingToken);
        }
    }

    private string? Problem(IncomingCommand incoming, CommandMessage message, DateTimeOffset now, bool isSure) =>
        !assignments.ContainsKey(incoming.Name) ? $"there is no command of this name; there are {string.Join(", ", assignments.Keys.Order(StringComparer.Ordinal))}"
        : incoming.Retained ? "a retained command would come again with each connection: publish it without the retain flag"
        : CommandTimes.Problem(message, now, isSure);

    private void AnswerAgain(CommandEntry entry)
    {
        Count(entry.Name, "repeated");
        if (entry.State is { } state && answers.TryTake())
        {
            runs.Answer(entry, state);
        }
    }

    // Not noted: the same request may come again when there is room.
    private void Limit(string name, string? requestId)
    {
        Count(name, "limited");
        if (!isOverAllowance)
        {
            isOverAllowance = true;
            CommandLines.Limited(logger);
        }

        if (requestId is not null && answers.TryTake())
        {
            Replies.Post(new ReplyMessage(requestId, ReplyState.Refused, $"too many commands: {AtOnce} at once, and one a minute after that; send it again later"));
        }
    }

    private void Count(string name, string outcome) => metrics.Commanded(Shown(name), outcome);

    // Anything may stand in a topic; what is no command's name is not repeated to people.
    private string Shown(string name) => assignments.ContainsKey(name) ? name : "other";
}
