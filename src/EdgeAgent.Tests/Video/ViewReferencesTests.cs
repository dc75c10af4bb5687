using System.Text;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Video;

public sealed class ViewReferencesTests
{
    [Test]
    public void Load_NothingSaved_Null()
    {
        using var folder = new TempFolder();

        Assert.That(new ViewReferences(folder.Path).Load("cam-01"), Is.Null);
    }

    [Test]
    public void Load_Saved_TheSame()
    {
        using var folder = new TempFolder();
        var view = new LearntView(Pattern(1), Pattern(2), 0.125);
        var references = new ViewReferences(folder.Path);

        references.Save("cam-01", new ViewReference(640, 360, view, null));
        var loaded = references.Load("cam-01");

        Assert.Multiple(() =>
        {
            Assert.That((loaded!.Width, loaded.Height, loaded.Infrared), Is.EqualTo((640, 360, (LearntView?)null)));
            Assert.That(loaded.Day!.Recent.ToArray(), Is.EqualTo(Pattern(1)));
            Assert.That(loaded.Day.Lasting.ToArray(), Is.EqualTo(Pattern(2)));
            Assert.That(loaded.Day.Flicker, Is.EqualTo(0.125));
        });
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{\"Width\":640,\"Height\":-1}")]
    [TestCase("{\"Width\":640,\"Height\":360,\"Day\":{\"Recent\":\"AAAA\",\"Lasting\":\"AAAA\",\"Flicker\":0}}")]
    [TestCase("{\"Width\":640,\"Height\":360,\"Day\":{\"Recent\":\"no base64\"}}")]
    [TestCase("\u0000\u0001\u0002")]
    public void Load_DamagedOrForeign_SaysWhichFile(string content)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("cam-01.json"), content, Encoding.UTF8);

        Assert.That(
            () => new ViewReferences(folder.Path).Load("cam-01"),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(folder.File("cam-01.json")));
    }

    private static byte[] Pattern(int seed)
    {
        var bytes = new byte[LearntView.Columns * LearntView.Rows];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
