using System.ComponentModel.DataAnnotations;
using System.Reflection;
using EdgeAgent.Cameras;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Schemas;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Uplink.Contract;

/// <summary>docs/asyncapi.yaml: in order for others, and what the code does.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class AsyncApiTests
{
    [Test]
    public async Task Document_ReadByTheOfficialParser_HasNeitherErrorsNorWarnings()
    {
        var (exit, findings, transcript) = await AsyncApiParser.CheckAsync(AsyncApiDocument.Path);

        Assert.That(findings, Is.Empty);
        Assert.That(exit, Is.Zero, transcript);
    }

    [Test]
    public async Task Document_SchemaIsNone_IsFoundByTheOfficialParser()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("schemas"));
        foreach (var schema in Directory.GetFiles(SchemaFiles.Folder, "*.json"))
        {
            var text = await File.ReadAllTextAsync(schema);
            await File.WriteAllTextAsync(folder.File($"schemas/{Path.GetFileName(schema)}"), text.Replace("\"integer\"", "\"whole\"", StringComparison.Ordinal));
        }

        File.Copy(AsyncApiDocument.Path, folder.File("asyncapi.yaml"));

        var (exit, findings, _) = await AsyncApiParser.CheckAsync(folder.File("asyncapi.yaml"));

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(findings, Has.Some.Contains("allowed values"));
    }

    [Test]
    public void Channels_Always_CarryEachMessageOfTheCode() => Assert.That(
        AsyncApiDocument.Channels.Select(channel => channel.Schema).OfType<string>(),
        Is.EquivalentTo(MessageSchemas.Types.Keys.Select(name => $"./schemas/{name}.json")));

    [TestCase("root", nameof(UplinkOptions.Root))]
    [TestCase("city", nameof(UplinkOptions.City))]
    [TestCase("county", nameof(UplinkOptions.County))]
    [TestCase("site", nameof(UplinkOptions.Site))]
    public void Parameter_OfTheSite_HasTheFormOfItsSetting(string parameter, string setting)
    {
        var form = typeof(UplinkOptions).GetProperty(setting)!.GetCustomAttribute<RegularExpressionAttribute>()!.Pattern;

        Assert.That(Forms(parameter), Is.EqualTo(AsyncApiDocument.Channels.Select(_ => form)));
    }

    [Test]
    public void Parameter_CameraId_HasTheFormOfACamera() => Assert.That(Forms("cameraId"), Is.All.EqualTo(CameraId.Pattern).And.Not.Empty);

    [Test]
    public void ChannelOf_TopicsOfASite_AreToldApart()
    {
        var topics = Topics.For(new UplinkOptions { Root = "cn/food", City = "quanzhou", County = "anxi", Site = "tofu-7" });
        string[] all =
        [
            topics.Status, topics.Heartbeat, topics.Incident, topics.Thumbnail("3f9a1c20-b7e4-8a9a-9e5a-0f7d3c2b1100"), topics.Camera("door"), topics.Summary(new DateOnly(2026, 3, 1)), topics.Check,
            topics.Command("config-get"), topics.Reply("2026-03-01.17_a"), topics.Live("door"),
        ];

        Assert.That(all.Select(topic => AsyncApiDocument.ChannelOf(topic)?.Name), Is.EqualTo(AsyncApiDocument.Channels.Select(channel => channel.Name)));
        Assert.That(new[] { topics.Camera("Door"), topics.Camera("a/b"), topics.Status + "/x", "v1/quanzhou/anxi/tofu-7/status" }.Select(AsyncApiDocument.ChannelOf), Is.All.Null);
    }

    private static List<string> Forms(string parameter) =>
        [.. AsyncApiDocument.Channels.Where(channel => channel.Parameters.ContainsKey(parameter)).Select(channel => channel.Parameters[parameter])];
}
