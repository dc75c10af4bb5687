namespace EdgeAgent.Storage;

/// <summary>What the database says, or what it said last while it does not answer. May be asked by several threads at once.</summary>
/// <param name="before">What counts before the first answer.</param>
public sealed class LastKnown<T>(Func<T> read, T before)
    where T : class
{
    private volatile T last = before;

    /// <summary>Why the newest answer is an old one; null while the database answers.</summary>
    public string? Problem { get; private set; }

    public T Value
    {
        get
        {
            try
            {
                last = read();
                Problem = null;
            }
            catch (Exception error) when (AgentDatabase.IsFailure(error))
            {
                Problem = error.Message;
            }

            return last;
        }
    }
}
