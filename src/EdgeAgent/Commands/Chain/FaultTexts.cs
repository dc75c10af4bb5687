using EdgeAgent.Evidence.Chain;

namespace EdgeAgent.Commands.Chain;

/// <summary>What <c>evidence verify</c> says to people.</summary>
internal static class FaultTexts
{
    private static readonly TextResource Texts = new("Chain.faults.json");

    public static string Say(ChainFault fault) =>
        Say($"{fault.Kind}{(fault.Last > fault.First ? "Many" : "")}", fault.First, fault.Last, fault.Place);

    public static string Say(string key, params object[] values) => Texts.Say(key, values);
}
