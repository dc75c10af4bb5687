namespace EdgeAgent.Commands;

/// <summary>What <c>discover</c> says to people.</summary>
internal static class DiscoverTexts
{
    private static readonly TextResource Texts = new("discover.json");

    public static string Say(string key, params object[] values) => Texts.Say(key, values);
}
