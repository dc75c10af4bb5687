using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Evidence;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support.Schemas;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Uplink.Contract;

/// <summary>The wire types, and that docs/mqtt.md shows them as they are.</summary>
public sealed class ContractTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 20, 0, 0, 123, TimeSpan.FromHours(8));

    [TestCaseSource(typeof(DocumentedMessages), nameof(DocumentedMessages.All))]
    public void DocumentedExample_ReadAndWrittenAgain_IsTheSame(string name, string example)
    {
        var message = JsonSerializer.Deserialize(example, MessageSchemas.Types[name], ContractJson.Options);
        var written = JsonNode.Parse(JsonSerializer.Serialize(message, MessageSchemas.Types[name], ContractJson.Options));

        Assert.That(JsonNode.DeepEquals(written, JsonNode.Parse(example)), Is.True, $"{written}");
    }

    [Test]
    public void DocumentedExamples_Always_ShowEveryMessage() =>
        Assert.That(DocumentedMessages.All().Select(body => body.Arguments[0]).Distinct(), Is.EquivalentTo(MessageSchemas.Types.Keys));

    [Test]
    public void Write_IncidentData_HasChineseAsItIsAndTimesInUtc()
    {
        var json = ContractJson.Write(IncidentData.From(Sample(IncidentEvent.Opened)));

        Assert.That(json, Is.EqualTo(string.Concat(
            "{'event':'opened','rule':'animal','kind':'surroundings','severity':'serious',",
            "'title':{'zh':'动物进入','en':'Animal in the workshop'},'camera':'door',",
            "'started':'2026-03-01T12:00:00.123Z','ended':null,'zone':'floor',",
            "'boxes':[{'left':0,'top':0.3333,'right':0.5,'bottom':1}],'confidence':0.6667}").Replace('\'', '"')));
    }

    [Test]
    public void Write_ClosedIncident_HasItsEnd() => Assert.That(
        ContractJson.Write(IncidentData.From(Sample(IncidentEvent.Closed))), Does.Contain("\"ended\":\"2026-03-01T12:00:09.123Z\""));

    [Test]
    public void From_WithThumbnail_NamesHashAndSize()
    {
        var data = IncidentData.From(Sample(IncidentEvent.Opened), new PictureFile("a.jpg", 7, "00ff"));

        Assert.That(data.Thumbnail, Is.EqualTo(new ThumbnailData("00ff", 7)));
    }

    [TestCase("""{"state":"online"}""", TestName = "{m} a field is missing")]
    [TestCase("""{"state":"asleep","bootId":"a"}""", TestName = "{m} an unknown word")]
    [TestCase("""{"state":1,"bootId":"a"}""", TestName = "{m} a number for a word")]
    [TestCase("""{"state":"online","bootId":null}""", TestName = "{m} null where there must be something")]
    [TestCase("null", TestName = "{m} nothing")]
    [TestCase("{", TestName = "{m} no JSON")]
    public void Read_NotTheMessage_Throws(string body) =>
        Assert.That(() => ContractJson.Read<StatusMessage>(Encoding.UTF8.GetBytes(body)), Throws.InstanceOf<JsonException>());

    [Test]
    public void Read_FieldOfALaterVersion_IsLeftAlone()
    {
        var message = ContractJson.Read<StatusMessage>("""{"state":"lost","bootId":"a","mood":"good"}"""u8);

        Assert.That(message, Is.EqualTo(new StatusMessage(AgentState.Lost, "a")));
    }

    [Test]
    public void Topics_OfASite_AreThoseOfTheContract()
    {
        var topics = Topics.For(new UplinkOptions { City = "quanzhou", County = "anxi", Site = "tofu-7" });

        Assert.That(
            new[] { topics.Status, topics.Heartbeat, topics.Incident, topics.Thumbnail("a"), topics.Camera("door"), topics.Summary(new(2026, 3, 1)) },
            Is.EqualTo(new[] { "status", "heartbeat", "incident", "thumbnail/a", "camera/door", "summary/2026-03-01" }.Select(end => $"foodsafety/v1/quanzhou/anxi/tofu-7/{end}")));
    }

    private static Incident Sample(IncidentEvent what)
    {
        ImmutableArray<Box> boxes = [new(-0.2, 1 / 3.0, 0.5, 1.4)];
        return new("a1", what, 0, "animal", "door", "floor", Severity.Serious, Noon, Noon.AddSeconds(9), boxes, 2 / 3.0);
    }
}
