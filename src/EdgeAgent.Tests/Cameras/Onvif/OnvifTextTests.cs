using EdgeAgent.Cameras.Onvif;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Cameras.Onvif;

public sealed class OnvifTextTests
{
    [TestCase("  Front Door 1号  ", "Front Door 1号")]
    [TestCase("a\r\nb\t\tc", "a b c")]
    [TestCase("a\u001b[31mb\u0000", "a[31mb")]
    [TestCase("a\u202Eb", "ab", Description = "what turns the direction of writing")]
    [TestCase(null, "")]
    public void Clean_TextOfACamera_IsOnOneLineWithoutControls(string? text, string expected) =>
        Assert.That(OnvifText.Clean(text), Is.EqualTo(expected));

    [Test]
    public void Clean_AnyText_IsShortAndHasNoControls() => Prop.ForAll<NonNull<string>>(text =>
    {
        var clean = OnvifText.Clean(text.Get + new string('x', text.Get.Length * 10));
        return clean.Length <= 122 && !clean.Any(char.IsControl);
    }).QuickCheckThrowOnFailure();
}
