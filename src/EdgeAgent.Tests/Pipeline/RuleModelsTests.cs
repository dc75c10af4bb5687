using EdgeAgent.Cameras;
using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Pipeline;

public sealed class RuleModelsTests
{
    [TestCase("no_mask", "mask")]
    [TestCase("smoking", "movenet")]
    [TestCase("animal", "nanodet")]
    [TestCase("intrusion", "nanodet")]
    public void Of_Rule_NamesTheModelWithItsVersion(string rule, string name)
    {
        using var folder = new TempFolder();
        using var taught = new TaughtHeads(folder.Path, ShippedModels.Folder);

        var model = Models(taught).Of(rule);

        Assert.That(model, Is.EqualTo(new ModelVersion(name, ShippedModels.Folder.Manifest(name).Sha256[..12])));
    }

    [TestCase("camera_covered")]
    [TestCase("no_workwear")]
    [TestCase("no_such_rule")]
    public void Of_RuleThatRestsOnNone_IsNone(string rule)
    {
        using var folder = new TempFolder();
        using var taught = new TaughtHeads(folder.Path, ShippedModels.Folder);

        Assert.That(Models(taught).Of(rule), Is.Null);
    }

    private static RuleModels Models(TaughtHeads taught)
    {
        var rules = new[] { "no_mask", "smoking", "animal", "intrusion", "camera_covered", "no_workwear" };
        var set = new RuleSet(new CameraOptions { Id = "hall" }, new RulesOptions { Active = [.. rules.Select(rule => new RuleOptions { Rule = rule })] });
        return new RuleModels(set, new DetectionOptions { ModelFolder = ShippedModels.Folder.Path }, taught);
    }
}
