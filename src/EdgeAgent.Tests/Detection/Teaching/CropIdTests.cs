using EdgeAgent.Detection.Teaching;

namespace EdgeAgent.Tests.Detection.Teaching;

public sealed class CropIdTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 4, 20, 0, 0, 123, TimeSpan.FromHours(8));

    [TestCase(0.931, "20260504t120000123-0931-17-back-door")]
    [TestCase(1, "20260504t120000123-1000-17-back-door")]
    [TestCase(null, "20260504t120000123-x-17-back-door")]
    public void Of_Look_SaysAllOfItAndIsReadAgain(double? score, string text)
    {
        var id = CropId.Of("back-door", 17, At, score);

        Assert.That((id.Text, id.At, id.Score, id.Track, id.Camera, id.Group), Is.EqualTo((text, At.ToUniversalTime(), score, 17L, "back-door", "20260504-17-back-door")));
        Assert.That(CropId.Parse(text), Is.EqualTo(id));
    }

    [Test]
    public void OfBrought_SamePicture_IsTheSame()
    {
        Assert.That(CropId.OfBrought("a"u8), Is.EqualTo(CropId.OfBrought("a"u8)).And.Not.EqualTo(CropId.OfBrought("b"u8)));
        Assert.That(CropId.Parse(CropId.OfBrought("a"u8).Text), Is.EqualTo(CropId.OfBrought("a"u8)));
    }

    [TestCase("")]
    [TestCase("..")]
    [TestCase("../../agent.db")]
    [TestCase("0123456789abcdef/")]
    [TestCase("0123456789abcdef\n")]
    [TestCase("0123456789ABCDEF")]
    [TestCase("20269904t120000123-x-17-hall")]
    [TestCase("20260504t120000123-x-17-")]
    [TestCase("20260504t120000123-x-17-ha/ll")]
    public void Parse_Other_IsNone(string text) => Assert.That(CropId.Parse(text), Is.Null);
}
