namespace EdgeAgent.Detection;

/// <summary>Why a crop is not fit to be judged.</summary>
public enum CropFault
{
    /// <summary>What it is of is fewer pixels wide than the head needs.</summary>
    TooSmall,

    /// <summary>Nothing in it is sharp.</summary>
    TooBlurred,

    /// <summary>It does not show what the head judges.</summary>
    NotShown,
}

/// <summary>What a head says about one crop.</summary>
/// <param name="Class">The most likely of the classes that can be judged.</param>
/// <param name="Score">Probability of a violation, 0 to 1; of an unfit crop it says little.</param>
/// <param name="Fault">Why it cannot be judged; the verdict is then <see cref="Verdict.Unsure"/>. Null where it can.</param>
public sealed record HeadAnswer(string Class, double Score, Verdict Verdict, CropFault? Fault)
{
    /// <param name="probabilities">One for each class of the form, together 1.</param>
    /// <param name="fault">What is known of the crop before.</param>
    internal static HeadAnswer Of(HeadForm form, ReadOnlySpan<float> probabilities, CropFault? fault)
    {
        double violating = 0, unfit = 0;
        var likeliest = -1;
        for (var i = 0; i < form.Classes.Count; i++)
        {
            if (form.Unfit.Contains(form.Classes[i]))
            {
                unfit += probabilities[i];
                continue;
            }

            violating += form.Violations.Contains(form.Classes[i]) ? probabilities[i] : 0;
            likeliest = likeliest < 0 || probabilities[i] > probabilities[likeliest] ? i : likeliest;
        }

        var score = Math.Clamp(violating / Math.Max(1 - unfit, 1e-6), 0, 1);
        fault ??= unfit >= 0.5 ? CropFault.NotShown : null;
        var verdict = fault is not null ? Verdict.Unsure
            : score >= form.ViolationFrom ? Verdict.Violation
            : score < form.FineBelow ? Verdict.Fine
            : Verdict.Unsure;
        return new HeadAnswer(form.Classes[likeliest], score, verdict, fault);
    }
}
