using EdgeAgent.Detection;
using OpenCvSharp;
using Box = EdgeAgent.Geometry.Box;

namespace EdgeAgent.Tests.Detection;

/// <summary>Real things put on a real yard, at a picture a second.</summary>
[Parallelizable(ParallelScope.Self)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BackgroundModelTests : IDisposable
{
    private readonly BackgroundModel model = new();
    private readonly List<LeftThing> found = [];
    private DateTimeOffset at = YardFootage.Noon;
    private double noise = 4;

    [Test]
    public void Look_ThingPutDown_IsFoundAtItsPlaceSinceItStandsThere()
    {
        See(() => YardFootage.Yard(), 30);
        var putDown = at;

        var left = See(() => YardFootage.Yard().WithCarton(), 30).Single();

        Assert.That(left.Box.IntersectionOverUnion(YardFootage.BoxOf(YardFootage.OnPaving)), Is.GreaterThan(0.7));
        Assert.That(left.Since, Is.EqualTo(putDown).Within(TimeSpan.FromSeconds(2)));
    }

    [TestCase(20, 28)]
    [TestCase(12, 16)]
    public void Look_SmallThing_IsFound(int width, int height)
    {
        See(() => YardFootage.Yard(), 30);

        var left = See(() => YardFootage.Yard().With(RealPictures.AppleFile, new Rect(320, 170, width, height), isRound: true), 30).Single();

        Assert.That(left.Box.IntersectionOverUnion(YardFootage.BoxOf(new Rect(320, 170, width, height))), Is.GreaterThan(0.4));
    }

    [Test]
    public void Look_ThingStandsForAnHour_IsStillAThingAndHasStoodSinceThen()
    {
        See(() => YardFootage.Yard(), 30);
        var first = See(() => YardFootage.Yard().WithCarton(), 30).Single();

        var last = See(() => YardFootage.Yard().WithCarton(), 3600, step: 5).Single();

        Assert.That(last, Is.EqualTo(first));
    }

    [Test]
    public void Look_ThingStandsForADay_BelongsToTheRoom()
    {
        See(() => YardFootage.Yard(), 30);
        See(() => YardFootage.Yard().WithCarton(), 30);
        at = at.AddDays(1);

        See(() => YardFootage.Yard().WithCarton(), 10);
        found.Clear();

        Assert.That(See(() => YardFootage.Yard().WithCarton(), 30), Is.Empty);
    }

    [Test]
    public void Look_ThingTakenAway_NothingIsLeftThere()
    {
        See(() => YardFootage.Yard(), 30);
        See(() => YardFootage.Yard().WithCarton(), 60);
        See(() => YardFootage.Yard(), 5);
        found.Clear();

        See(() => YardFootage.Yard(), 60);

        Assert.That(found, Is.Empty);
    }

    [TestCase(0.5)]
    [TestCase(1.5)]
    public void Look_LightSwitchedBesideAThing_TheThingStandsSinceBeforeAndNothingElse(double gain)
    {
        See(() => YardFootage.Yard(), 30);
        var before = See(() => YardFootage.Yard().WithCarton(), 60).Single();
        found.Clear();

        var after = See(() => YardFootage.Yard().WithCarton().Lit(gain), 120);
        var taken = See(() => YardFootage.Yard().Lit(gain), 30);

        Assert.That(after.Single().Since, Is.EqualTo(before.Since));
        Assert.That(found.Select(thing => thing.Box).Distinct(), Is.EqualTo([before.Box]));
        Assert.That(taken, Is.Empty);
    }

    [TestCase(0.4)]
    [TestCase(0.85)]
    [TestCase(1.2)]
    [TestCase(1.7)]
    public void Look_LightSwitched_IsNoThing(double gain)
    {
        See(() => YardFootage.Yard(), 60);
        See(() => YardFootage.Yard().Lit(gain), 60);
        See(() => YardFootage.Yard(), 60);

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Look_DayGrowsDark_IsNoThing()
    {
        var gain = 1.3;
        See(() => YardFootage.Yard().Lit(gain -= 0.003), 300);

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Look_NightFalls_IsNoThing()
    {
        See(() => YardFootage.Yard(), 60);
        See(() => YardFootage.Night(), 120);

        Assert.That(found, Is.Empty);
    }

    [TestCase(0.6, Description = "a shadow")]
    [TestCase(1.4, Description = "the sun through a window")]
    public void Look_PartInAnotherLight_IsNoThing(double gain)
    {
        See(() => YardFootage.Yard(), 60);
        See(() => YardFootage.Yard().Lit(new Rect(250, 130, 120, 60), gain), 120);

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Look_PatchOfSunCreeps_IsNoThing()
    {
        var second = 0;
        See(() => YardFootage.Yard().Lit(new Rect(200 + (second++ / 30), 120, 100, 60), 1.4), 400);

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Look_PersonStandsForThreeMinutes_IsNoThing()
    {
        See(() => YardFootage.Yard(), 30);
        See(() => YardFootage.Yard().WithPerson(300, 130), 180, persons: YardFootage.PersonBox(300, 130));
        See(() => YardFootage.Yard(), 60);

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Look_PersonIsMissedNowAndThen_IsNeverAThingForLong()
    {
        See(() => YardFootage.Yard(), 30);
        for (var time = 0; time < 6; time++)
        {
            See(() => YardFootage.Yard().WithPerson(300, 130), 20, persons: YardFootage.PersonBox(300, 130));
            See(() => YardFootage.Yard().WithPerson(300, 130), 15);
        }

        Assert.That(found.Select(thing => thing.Since).Distinct().Count(), Is.GreaterThan(3));
    }

    [Test]
    public void Look_PersonsPassBeforeAThing_ItStandsSinceBefore()
    {
        See(() => YardFootage.Yard(), 30);
        var first = See(() => YardFootage.Yard().WithCarton(), 30).Single();
        for (var time = 0; time < 5; time++)
        {
            See(() => YardFootage.Yard().WithCarton().WithPerson(295, 100), 8, persons: YardFootage.PersonBox(295, 100));
            Assert.That(See(() => YardFootage.Yard().WithCarton(), 8).Single(), Is.EqualTo(first));
        }
    }

    [Test]
    public void Look_PersonThereFromTheStart_IsNoBackground()
    {
        See(() => YardFootage.Yard().WithPerson(300, 130), 60, persons: YardFootage.PersonBox(300, 130));
        See(() => YardFootage.Yard(), 60);
        Assert.That(found, Is.Empty);

        Assert.That(See(() => YardFootage.Yard().WithCarton(), 30), Has.Count.EqualTo(1));
    }

    [Test]
    public void Look_ThingOfTheBackgroundTakenAway_IsNoThing()
    {
        See(() => YardFootage.Yard().WithCarton(), 60);
        See(() => YardFootage.Yard(), 120);

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Look_SomethingBeforeTheLensForSeconds_TheThingStandsSinceBefore()
    {
        See(() => YardFootage.Yard(), 30);
        var first = See(() => YardFootage.Yard().WithCarton(), 30).Single();
        See(() => YardFootage.Yard().WithCarton().Lit(0.1), 3);

        Assert.That(See(() => YardFootage.Yard().WithCarton(), 30).Single(), Is.EqualTo(first));
    }

    [TestCase(10)]
    [TestCase(16)]
    public void Look_NoisyCamera_SeesNoThing(double deviation)
    {
        noise = deviation;
        See(() => YardFootage.Night(), 200);

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Look_CameraShakes_SeesNoThing()
    {
        var second = 0;
        See(() => Shifted(second++), 150);

        Assert.That(found, Is.Empty);

        static Mat Shifted(int second)
        {
            using var yard = YardFootage.Yard();
            using var shift = Mat.FromPixelData(2, 3, MatType.CV_64FC1, new double[] { 1, 0, second % 3 / 2.0, 0, 1, second % 2 / 2.0 });
            var shifted = new Mat();
            Cv2.WarpAffine(yard, shifted, shift, yard.Size(), borderMode: BorderTypes.Replicate);
            return shifted;
        }
    }

    [Test]
    public void Forget_ThingStandsThere_BelongsToTheNewBackground()
    {
        See(() => YardFootage.Yard(), 30);
        See(() => YardFootage.Yard().WithCarton(), 30);

        model.Forget();
        found.Clear();
        See(() => YardFootage.Yard().WithCarton(), 60);

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Look_ClockPutBack_TheThingStandsOn()
    {
        See(() => YardFootage.Yard(), 30);
        See(() => YardFootage.Yard().WithCarton(), 30);
        at = at.AddHours(-1);

        Assert.That(See(() => YardFootage.Yard().WithCarton(), 30).Single().Since, Is.LessThanOrEqualTo(at));
    }

    public void Dispose() => model.Dispose();

    /// <summary>Looks for some seconds and notes every thing that is reported meanwhile.</summary>
    /// <returns>What stands there at the end.</returns>
    private IReadOnlyList<LeftThing> See(Func<Mat> picture, int seconds, int step = 1, params Box[] persons)
    {
        IReadOnlyList<LeftThing> things = [];
        for (var second = 0; second < seconds; second += step)
        {
            at = at.AddSeconds(step);
            using var frame = picture().Taken(at, noise);
            things = model.Look(frame, persons);
            found.AddRange(things.Except(found));
        }

        return things;
    }
}
