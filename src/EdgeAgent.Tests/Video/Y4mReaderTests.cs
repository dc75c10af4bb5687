using System.Text;
using EdgeAgent.Video;
using FsCheck;
using FsCheck.Fluent;
using OpenCvSharp;

namespace EdgeAgent.Tests.Video;

public sealed class Y4mReaderTests
{
    private const string Header = "YUV4MPEG2 W4 H2 F5:1 Ip A1:1 C420jpeg XYSCSS=420JPEG\n";

    [Test]
    public void Read_TwoPictures_GivesBothAndThenTheEnd()
    {
        var reader = Open(Header + "FRAME\nabcdefghijkl" + "FRAME Ixyz\nmnopqrstuvwx")!;

        using var first = reader.Read()!;
        using var second = reader.Read()!;

        Assert.That((reader.Width, reader.Height, reader.FramesPerSecond), Is.EqualTo((4, 2, 5.0)));
        Assert.That(Text(first), Is.EqualTo("abcdefghijkl"));
        Assert.That(Text(second), Is.EqualTo("mnopqrstuvwx"));
        Assert.That(reader.Read(), Is.Null);
    }

    [TestCase("")]
    [TestCase("YUV4MPEG2 W4 H2")]
    public void Open_NoWholeHeader_IsTheEnd(string text) => Assert.That(Open(text), Is.Null);

    [TestCase("RIFF....WAVE\n")]
    [TestCase("YUV4MPEG2 W4 H2 F5:1 C444\n")]
    [TestCase("YUV4MPEG2 W4 H2 F5:1 C420p10\n")]
    [TestCase("YUV4MPEG2 W4 H2 F5:1\n")]
    [TestCase("YUV4MPEG2 W3 H2 F5:1 C420jpeg\n")]
    [TestCase("YUV4MPEG2 W0 H2 F5:1 C420jpeg\n")]
    [TestCase("YUV4MPEG2 W-4 H2 F5:1 C420jpeg\n")]
    [TestCase("YUV4MPEG2 W99998 H99998 F5:1 C420jpeg\n")]
    [TestCase("YUV4MPEG2 W9999999999999 H2 F5:1 C420jpeg\n")]
    [TestCase("YUV4MPEG2 H2 F5:1 C420jpeg\n")]
    public void Open_AnotherForm_IsRefused(string text) => Assert.That(() => Open(text), Throws.TypeOf<InvalidDataException>());

    [Test]
    public void Open_LineWithoutEnd_IsRefused() =>
        Assert.That(() => Open(new string('Y', 100_000)), Throws.TypeOf<InvalidDataException>());

    [TestCase("FRAME\nabc")]
    [TestCase("FRA")]
    public void Read_EndWithinAPicture_IsTheEnd(string rest) => Assert.That(Open(Header + rest)!.Read(), Is.Null);

    [Test]
    public void Read_NoPictureWhereOneShouldBegin_IsRefused() =>
        Assert.That(() => Open(Header + "FRONT\nabcdefghijkl")!.Read(), Throws.TypeOf<InvalidDataException>());

    [TestCase("F0:0", 0)]
    [TestCase("F30000:1001", 29.97)]
    [TestCase("Fx:y", 0)]
    [TestCase("F5", 0)]
    [TestCase("", 0)]
    public void FramesPerSecond_OddRates_AreANumber(string rate, double expected) =>
        Assert.That(Open($"YUV4MPEG2 W4 H2 {rate} C420jpeg\n")!.FramesPerSecond, Is.EqualTo(expected).Within(0.01));

    [Test]
    public void Read_AnyBytes_EndsOrIsRefused() => Prop.ForAll(Streams().ToArbitrary(), bytes =>
    {
        try
        {
            var reader = Y4mReader.Open(new MemoryStream(bytes));
            while (reader?.Read() is { } planes)
            {
                planes.Dispose();
            }
        }
        catch (InvalidDataException)
        {
            // The other permitted end.
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Gen<byte[]> Streams() => Gen.OneOf(
        ArbMap.Default.GeneratorFor<byte[]>(),
        from words in Gen.Elements("YUV4MPEG2", " ", "W4", "H2", "W", "H9999999", "C420jpeg", "C444", "F5:1", "F", ":", "\n", "FRAME", "FRAME\n", "abcdefghijkl", "\0")
            .ArrayOf()
        select Encoding.Latin1.GetBytes(string.Concat(words)),
        from place in Gen.Choose(0, Header.Length + 30)
        from letter in Gen.Choose(0, 255)
        select Spoil(Encoding.Latin1.GetBytes(Header + "FRAME\nabcdefghijklFRAME\nabcdefghijkl"), place, (byte)letter));

    private static byte[] Spoil(byte[] bytes, int place, byte letter)
    {
        bytes[place] = letter;
        return bytes;
    }

    private static Y4mReader? Open(string text) => Y4mReader.Open(new MemoryStream(Encoding.Latin1.GetBytes(text)));

    private static string Text(Mat planes)
    {
        Assert.That(planes.GetArray(out byte[] bytes));
        return Encoding.Latin1.GetString(bytes);
    }
}
