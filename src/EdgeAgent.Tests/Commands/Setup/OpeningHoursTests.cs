using EdgeAgent.Commands.Setup;
using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Commands.Setup;

public sealed class OpeningHoursTests
{
    [TestCase("06:00-20:00", "20:00-06:00")]
    [TestCase("22:00-05:30", "05:30-22:00")]
    [TestCase("00:00-20:00", "20:00-24:00")]
    [TestCase("06:00-24:00", "00:00-06:00")]
    public void Closed_OpenForAPartOfTheDay_IsTheRest(string opening, string closed)
    {
        Assert.That(OpeningHours.IsValid(opening), Is.True);
        Assert.That(OpeningHours.Closed(opening), Is.EqualTo(closed));
        Assert.That(Hours.Parse(closed).ToString(), Is.EqualTo(closed));
    }

    [Test]
    public void Closed_AlwaysOpen_IsNone() => Assert.That(OpeningHours.Closed("00:00-24:00"), Is.Null);

    [TestCase("")]
    [TestCase("6-20")]
    [TestCase("06:00-06:00")]
    [TestCase("06:00-25:00")]
    [TestCase("mon-fri 06:00-20:00")]
    public void IsValid_SomethingElse_IsFalse(string text) => Assert.That(OpeningHours.IsValid(text), Is.False);
}
