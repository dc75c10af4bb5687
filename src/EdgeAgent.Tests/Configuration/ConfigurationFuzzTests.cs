using EdgeAgent.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Configuration;

public sealed class ConfigurationFuzzTests
{
    private static readonly string[] Pieces =
    [
        "", "null", "true", "0", "-1", "1e999", "0.5", "\"\"", "\"x\"", "[]", "{}", "[null]", "{\"a\":null}", ",", ":", "\"", "\\", "//", "/*",
        "\\u0000", "\\ud800", "\"env:\"", "\"../../etc\"", "[[0,0],[1,1],[1,0]]", "9999999999999999999999", "\uFEFF",
    ];

    [Test]
    public void Parse_MutatedSample_GivesAValueOrAConfigurationException() => Prop.ForAll(Mutated().ToArbitrary(), text =>
    {
        try
        {
            ConfigurationFile.Parse("c", text);
        }
        catch (ConfigurationException error)
        {
            Assert.That(error.Problems, Is.Not.Empty);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [TestCase("""{ "ca\ud800meras": [] }""")]
    [TestCase("""{ "cameras": [ { "id": "\ud800" } ] }""")]
    public void Parse_HalfOfASurrogatePair_IsAConfigurationException(string text) =>
        Assert.That(() => ConfigurationFile.Parse("c", text), Throws.TypeOf<ConfigurationException>());

    // One to three places of the sample are overwritten: a token by another piece, or a stretch of letters by nothing.
    private static Gen<string> Mutated()
    {
        var tokens = System.Text.RegularExpressions.Regex.Matches(Sample.Text, "\"[^\"\n]*\"|[0-9.]+|[\\[\\]{}:,]");
        var token = from index in Gen.Choose(0, tokens.Count - 1)
                    from piece in Gen.Elements(Pieces)
                    select (tokens[index].Index, tokens[index].Length, piece);
        var stretch = from start in Gen.Choose(0, Sample.Text.Length - 1)
                      from length in Gen.Choose(0, Math.Min(200, Sample.Text.Length - 1))
                      from piece in Gen.Elements(Pieces)
                      select (start, length, piece);
        return from count in Gen.Choose(1, 3)
               from changes in Gen.Frequency((4, token), (1, stretch)).ArrayOf(count)
               select changes.OrderByDescending(change => change.Item1).Aggregate(Sample.Text, Overwrite);
    }

    private static string Overwrite(string text, (int Start, int Length, string Piece) change)
    {
        var start = Math.Min(change.Start, text.Length);
        return text[..start] + change.Piece + text[Math.Min(text.Length, start + change.Length)..];
    }
}
