using System.Text.RegularExpressions;
using EdgeAgent.Cameras;
using EdgeAgent.Commands.Acceptance;

namespace EdgeAgent.Tests.Commands.Acceptance;

public sealed partial class CheckTextsTests
{
    private static IEnumerable<string> Keys => CheckTexts.All.Keys;

    [TestCaseSource(nameof(Keys))]
    public void Text_Always_HasBothLanguagesAndTheSamePlaceholders(string key)
    {
        var entry = CheckTexts.All[key];

        Assert.Multiple(() =>
        {
            Assert.That(entry.Zh, Is.Not.Empty);
            Assert.That(Placeholders(entry.En), Is.EquivalentTo(Placeholders(entry.Zh)));
            Assert.That(Placeholders(entry.Fix?.En ?? ""), Is.EquivalentTo(Placeholders(entry.Fix?.Zh ?? "")));
            Assert.That(entry.Fix is null || (entry.Fix.Zh.Length > 0 && entry.Fix.En.Length > 0), Is.True);
        });
    }

    [Test]
    public void Texts_ThatTheProgramNames_AreThoseThatAreThere()
    {
        var sources = string.Concat(Directory
            .GetFiles(Support.Repository.File("src", "EdgeAgent", "Commands", "Acceptance"), "*.cs")
            .Select(File.ReadAllText));
        var named = Key().Matches(sources).Select(match => match.Groups[1].Value).ToHashSet();
        var built = CheckTexts.All.Keys.Where(key => key.Split('.')[0] is "word" or "subject" or "verdict");

        Assert.That(CheckTexts.All.Keys.Except(built), Is.EquivalentTo(named.Intersect(CheckTexts.All.Keys)));
        Assert.That(named.Where(key => key.Split('.')[0] is "camera" or "broker" or "disk" or "page"), Is.SubsetOf(CheckTexts.All.Keys));
    }

    [Test]
    public void EveryWarningAndFailure_HasAFix()
    {
        var sources = string.Concat(Directory
            .GetFiles(Support.Repository.File("src", "EdgeAgent", "Commands", "Acceptance"), "*.cs")
            .Select(File.ReadAllText));
        var fine = OkKey().Matches(sources).Select(match => match.Groups[1].Value);
        var findings = CheckTexts.All.Keys.Where(key => key.Split('.')[0] is not ("word" or "subject" or "verdict" or "progress" or "report"));

        Assert.That(findings.Where(key => CheckTexts.All[key].Fix is null), Is.EquivalentTo(fine.Distinct()));
    }

    [Test]
    public void Summary_Words_AreInTheTextsLanguage()
    {
        var text = CheckTexts.Summary("camera.bFrames", ("role", StreamRole.Main));

        Assert.That(text.Zh, Does.StartWith("主码流有 B 帧"));
        Assert.That(text.En, Does.StartWith("the main stream has B-frames"));
    }

    [Test]
    public void Plain_WhatACameraMaySay_DoesNothingToATerminal() =>
        Assert.That(CheckTexts.Plain("\u001b[31mHik\r\n\u202evision\u2028"), Is.EqualTo("[31mHik   vision"));

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"([a-z]+\\.[A-Za-z0-9]+)\"")]
    private static partial Regex Key();

    [GeneratedRegex("CheckLine\\.Ok\\(\\s*\"([a-z]+\\.[A-Za-z0-9]+)\"")]
    private static partial Regex OkKey();
}
