using EdgeAgent.Detection;
using EdgeAgent.Rules;

namespace EdgeAgent.Pipeline;

/// <summary>What became of a camera's looks at persons since the start.</summary>
/// <param name="Judged">A head was sure.</param>
/// <param name="Unsure">It could be either.</param>
/// <param name="Unfit">Too small, too blurred, or turned away.</param>
public sealed record LookFigures(long Judged, long Unsure, long Unfit)
{
    public static readonly LookFigures None = new(0, 0, 0);

    internal LookFigures With(IReadOnlyList<Look> looks) => looks.Count == 0 ? this : new(
        Judged + looks.Count(look => look.Fault is null && look.Verdict != Verdict.Unsure),
        Unsure + looks.Count(look => look.Fault is null && look.Verdict == Verdict.Unsure),
        Unfit + looks.Count(look => look.Fault is not null));
}
