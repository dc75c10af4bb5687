using EdgeAgent.Tests.Support.Schemas;

namespace EdgeAgent.Tests.Uplink.Contract;

/// <summary>What was published within v1 stays as it was.</summary>
public sealed class PublishedFieldsTests
{
    private static string[] Published => File.ReadAllLines(SchemaFiles.Published);

    [Test]
    public void Field_OncePublished_IsStillThere() => Assert.That(
        Published.Except(SchemaFiles.Fields()),
        Is.Empty,
        "Within v1 no field is removed, renamed, of another type or suddenly optional: central systems read these. Put them back, and add new ones beside them.");

    [Test]
    public void Field_New_IsInTheList() => Assert.That(SchemaFiles.Fields().Except(Published), Is.Empty, SchemaFiles.HowToRenew);
}
