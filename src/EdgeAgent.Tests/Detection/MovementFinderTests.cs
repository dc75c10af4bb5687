using EdgeAgent.Detection;
using OpenCvSharp;
using Box = EdgeAgent.Geometry.Box;

namespace EdgeAgent.Tests.Detection;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MovementFinderTests : IDisposable
{
    private readonly MovementFinder finder = new();
    private DateTimeOffset at = YardFootage.Noon;

    [Test]
    public void Look_MouseRuns_IsFoundAtItsPlaceAndNowhereElse()
    {
        See(YardFootage.Night(), 10);
        for (var place = 210; place < 500; place += 40)
        {
            var mouse = new Rect(place, 130, 12, 6);

            var found = See(YardFootage.Night().Lit(mouse, 0.5), 1);

            Assert.That(found.Single().Center.X, Is.EqualTo((place + 6) / 640.0).Within(0.01));
            Assert.That(found.Single().Center.Y, Is.EqualTo(133 / 360.0).Within(0.01));
        }
    }

    [Test]
    public void Look_FirstPictureAndAfterAGap_IsEverywhere()
    {
        Assert.That(See(YardFootage.Night(), 1), Is.EqualTo([Box.Whole]));
        at = at.AddSeconds(10);
        Assert.That(See(YardFootage.Night(), 1), Is.EqualTo([Box.Whole]));
    }

    [Test]
    public void Look_LightSwitched_IsEverywhereOnceAndThenNowhere()
    {
        See(YardFootage.Yard(), 5);

        Assert.That(See(YardFootage.Yard().Lit(0.5), 1), Is.EqualTo([Box.Whole]));
        Assert.That(See(YardFootage.Yard().Lit(0.5), 1), Is.Empty);
    }

    [Test]
    public void Look_OnlyNoise_IsNowhere()
    {
        See(YardFootage.Night(), 30, noise: 16);
        for (var picture = 0; picture < 100; picture++)
        {
            Assert.That(See(YardFootage.Night(), 1, noise: 16), Is.Empty);
        }
    }

    public void Dispose() => finder.Dispose();

    private IReadOnlyList<Box> See(Mat picture, int pictures, double noise = 4)
    {
        using var shown = picture;
        IReadOnlyList<Box> found = [];
        for (var number = 0; number < pictures; number++)
        {
            at = at.AddSeconds(0.2);
            using var frame = shown.Clone().Taken(at, noise);
            found = finder.Look(frame);
        }

        return found;
    }
}
