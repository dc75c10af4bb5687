namespace EdgeAgent.Cameras;

/// <summary>
/// The right to show a login while few others do. It ends by itself when a refusal would have come, or the streams of a
/// recorder that are dead would hold up those that are well.
/// </summary>
internal sealed class LoginTurn : IDisposable
{
    /// <summary>How many show a login at once that is known to be right.</summary>
    public const int AtOnce = 2;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim places;
    private readonly ITimer limit;
    private int taken;

    private LoginTurn(SemaphoreSlim places, int taken, TimeProvider time)
    {
        this.places = places;
        this.taken = taken;
        limit = time.CreateTimer(_ => Release(), null, Longest, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for it, first come first served.</summary>
    public static async Task<LoginTurn> TakeAsync(LoginRecord record, TimeProvider time, CancellationToken cancellationToken)
    {
        await record.Queue.WaitAsync(cancellationToken);
        var taken = 0;
        try
        {
            do
            {
                await record.Places.WaitAsync(cancellationToken);
                taken++;
            }
            while (taken < AtOnce && !record.IsTrusted);
            return new LoginTurn(record.Places, taken, time);
        }
        catch (OperationCanceledException) when (taken > 0)
        {
            record.Places.Release(taken);
            throw;
        }
        finally
        {
            record.Queue.Release();
        }
    }

    public void Dispose()
    {
        limit.Dispose();
        Release();
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref taken, 0) is var left and > 0)
        {
            places.Release(left);
        }
    }
}
