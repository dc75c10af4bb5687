using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeAgent.Commands.Setup;

namespace EdgeAgent.Tests.Commands.Setup;

public sealed class PhrasesTests
{
    [Test]
    public void All_Always_AreThoseThatTheWizardKnows()
    {
        using var resource = typeof(Phrases).Assembly.GetManifestResourceStream("EdgeAgent.Commands.Setup.phrases.json")!;
        using var words = JsonDocument.Parse(resource);

        Assert.That(
            words.RootElement.EnumerateObject().Select(entry => entry.Name),
            Is.EquivalentTo(Enum.GetNames<Phrase>().Select(JsonNamingPolicy.CamelCase.ConvertName)));
    }

    [TestCaseSource(nameof(Names))]
    public void In_EveryPhrase_SaysTheSameInBothLanguages(string name)
    {
        object[] values = ["%0%", "%1%", "%2%", "%3%"];

        var (zh, en) = Phrases.In(Enum.Parse<Phrase>(name), values);

        Assert.That((zh.Trim(), en.Trim()), Is.Not.EqualTo(("", "")));
        Assert.That(Values(zh), Is.EquivalentTo(Values(en)));
    }

    [Test]
    public void Of_ValueIsAPhrase_IsSaidInBothLanguages() => Assert.That(
        Phrases.Of(Phrase.SummaryNew, "kitchen", "操作间", "192.168.1.64", Phrase.WholePicture), Does.Contain("整个画面").And.Contain("whole picture"));

    private static string[] Names() => Enum.GetNames<Phrase>();

    private static IEnumerable<string> Values(string text) => Regex.Matches(text, "%[0-9]%").Select(match => match.Value).Distinct();
}
