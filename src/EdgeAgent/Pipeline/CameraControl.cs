using System.Threading.Channels;
using EdgeAgent.Storage;

namespace EdgeAgent.Pipeline;

/// <summary>What people may ask of a camera.</summary>
public abstract record CameraOrder
{
    private CameraOrder()
    {
    }

    /// <summary>Do not watch for so long, <see cref="CameraPause.Longest"/> at most.</summary>
    public sealed record Pause(TimeSpan Length) : CameraOrder;

    /// <summary>Watch again before the pause is over.</summary>
    public sealed record Resume : CameraOrder;

    /// <summary>Where a moved camera looks now is where it is meant to look.</summary>
    public sealed record AcceptView : CameraOrder;
}

/// <summary>What became of an order.</summary>
public enum OrderOutcome
{
    Done,

    /// <summary>Not in the camera's present state; nothing was changed.</summary>
    DoesNotApply,

    /// <summary>The camera's loop is busy; nothing was changed and nothing will be.</summary>
    NotAnswered,
}

/// <summary>
/// One camera's letter box: orders are dropped in on any thread, and the camera's own loop carries them out between two
/// pictures or within a second.
/// </summary>
public sealed class CameraControl(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<Letter> letters =
        Channel.CreateBounded<Letter>(new BoundedChannelOptions(4) { SingleReader = true });

    /// <exception cref="IOException">The disk did not take it; nothing was changed.</exception>
    public async Task<OrderOutcome> AskAsync(CameraOrder order, CancellationToken cancellationToken)
    {
        var letter = new Letter(order);
        if (!letters.Writer.TryWrite(letter))
        {
            return letters.Reader.Completion.IsCompleted ? OrderOutcome.DoesNotApply : OrderOutcome.NotAnswered;
        }

        try
        {
            return await letter.Answer.WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            return letter.TryTake() ? OrderOutcome.NotAnswered : await letter.Answer;
        }
    }

    /// <summary>Carries out what lies there; for the camera's own loop only.</summary>
    /// <param name="carryOut">Says whether the order applied.</param>
    internal void Serve(Func<CameraOrder, bool> carryOut)
    {
        while (letters.Reader.TryRead(out var letter))
        {
            if (letter.TryTake())
            {
                letter.CarryOut(carryOut);
            }
        }
    }

    /// <summary>There will be no loop any more: nothing applies.</summary>
    internal void Close() => letters.Writer.TryComplete();

    private sealed class Letter(CameraOrder order)
    {
        private readonly TaskCompletionSource<OrderOutcome> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int taken;

        public Task<OrderOutcome> Answer => answer.Task;

        /// <summary>Whether it was still in the box: either the loop takes it or who has waited too long.</summary>
        public bool TryTake() => Interlocked.Exchange(ref taken, 1) == 0;

        public void CarryOut(Func<CameraOrder, bool> carryOut)
        {
            try
            {
                answer.SetResult(carryOut(order) ? OrderOutcome.Done : OrderOutcome.DoesNotApply);
            }
            catch (Exception error) when (AgentDatabase.IsFailure(error))
            {
                answer.SetException(error);
            }
        }
    }
}

/// <summary>The letter boxes of all cameras.</summary>
public sealed class CameraControls(IEnumerable<string> cameras, TimeProvider time)
{
    private readonly Dictionary<string, CameraControl> controls = cameras.ToDictionary(camera => camera, _ => new CameraControl(time));

    public CameraControl? Find(string camera) => controls.GetValueOrDefault(camera);
}
