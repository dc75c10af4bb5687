using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Rules;

/// <summary>One person who goes from place to place, seen five times a second.</summary>
internal static class Walk
{
    private const double Step = 0.2;

    public static readonly RuleOptions Crossing = new()
    {
        Rule = "cross_contamination", Zone = "raw", Through = "wash", To = "cooked", StaySeconds = 5,
    };

    /// <param name="stops">Where, and for how many seconds.</param>
    /// <returns>The violations, one for each moment that has one.</returns>
    public static List<Violation> Of(RuleSet rules, params (double X, double Seconds)[] stops) => Of(rules, 1, 0, stops);

    public static List<Violation> Of(RuleSet rules, double from, params (double X, double Seconds)[] stops) => Of(rules, 1, from, stops);

    public static List<Violation> Of(RuleSet rules, long id, double from, params (double X, double Seconds)[] stops)
    {
        var violations = new List<Violation>();
        var second = from;
        foreach (var (x, seconds) in stops)
        {
            for (var left = seconds; left > 1e-9; left -= Step, second += Step)
            {
                if (rules.Look(second, Workroom.Person(id, x)) is { } violation)
                {
                    violations.Add(violation);
                }
            }
        }

        return violations;
    }
}
