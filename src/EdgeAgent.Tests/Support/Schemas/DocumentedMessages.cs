namespace EdgeAgent.Tests.Support.Schemas;

/// <summary>The examples of docs/mqtt.md: its code blocks that begin with json and the message's name.</summary>
internal static class DocumentedMessages
{
    public static IEnumerable<TestCaseData> All()
    {
        var number = 0;
        foreach (var block in File.ReadAllText(Repository.File("docs", "mqtt.md")).Split("```json ").Skip(1))
        {
            var name = block[..block.IndexOf('\n')];
            yield return new TestCaseData(name, block[name.Length..block.IndexOf("```", StringComparison.Ordinal)])
                .SetArgDisplayNames($"{name} {++number}");
        }
    }
}
