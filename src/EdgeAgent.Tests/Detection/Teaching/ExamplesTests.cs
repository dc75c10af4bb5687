using EdgeAgent.Detection.Teaching;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Detection.Teaching;

public sealed class ExamplesTests
{
    private static readonly CropId One = CropId.OfBrought("one"u8);
    private static readonly CropId Other = CropId.OfBrought("other"u8);

    private TempFolder folder = null!;
    private Examples examples = null!;

    [SetUp]
    public void MakeFolder()
    {
        folder = new TempFolder();
        examples = new Examples(folder.Path);
    }

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Put_Twice_IsOneWithTheLastMark()
    {
        examples.Put("hat", One, CropMark.Good, "a"u8);
        examples.Put("hat", Other, CropMark.Good, "b"u8);
        examples.Put("hat", One, CropMark.Bad, "a"u8);

        Assert.That(examples.Of("hat").Select(example => (example.Id, example.Mark)), Is.EqualTo(new[] { (Other, CropMark.Good), (One, CropMark.Bad) }));
        Assert.That(examples.Find("hat", One)?.Mark, Is.EqualTo(CropMark.Bad));
        Assert.That(examples.Of("mask"), Is.Empty);
    }

    [Test]
    public void Remove_Marked_IsGoneOnce()
    {
        examples.Put("hat", One, CropMark.Good, "a"u8);

        Assert.That((examples.Remove("hat", One), examples.Remove("hat", One)), Is.EqualTo((true, false)));
        Assert.That(examples.Find("hat", One), Is.Null);
    }
}
