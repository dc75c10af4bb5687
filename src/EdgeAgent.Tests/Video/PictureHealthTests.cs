using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using FsCheck;
using FsCheck.Fluent;
using OpenCvSharp;

namespace EdgeAgent.Tests.Video;

[Parallelizable(ParallelScope.Children)]
public sealed class PictureHealthTests
{
    private const double Longest = 14;

    private static readonly string[] Footage =
        ["car-detection.mp4", "store-aisle-detection.gif", "one-by-one-person-detection.mp4", "bottle-detection.mp4",
         "fruit-and-vegetable-detection.gif", "vtest.avi", "derived-sub-640x360p5-h264.mp4"];

    [TestCase("gblur=sigma=60:steps=3,eq=brightness=-0.1:contrast=0.35", PictureCondition.Covered, TestName = "Look_ClothBeforeTheLens_Covered")]
    [TestCase("eq=contrast=0.02:brightness=0.25:saturation=0.1", PictureCondition.Covered, TestName = "Look_TapeOnTheLens_Covered")]
    [TestCase("gblur=sigma=18:steps=3", PictureCondition.Covered, TestName = "Look_LensSprayed_Covered")]
    [TestCase("eq=brightness=-0.44:contrast=0.08", PictureCondition.Dark, TestName = "Look_LightsOut_Dark")]
    [TestCase("crop=iw*0.7:ih*0.7:iw*0.3:ih*0.1", PictureCondition.Moved, TestName = "Look_CameraTurned_Moved")]
    [TestCase("rotate=6*PI/180", PictureCondition.Moved, TestName = "Look_CameraTilted_Moved")]
    [TestCase(HealthClips.Freeze, PictureCondition.Frozen, TestName = "Look_OnePictureForEver_Frozen")]
    public async Task Look_FootageTurns_SaidInTimeAndOnce(string turn, PictureCondition expected)
    {
        var said = HealthClips.Judge(await TestClips.SubAsync(), turn);

        Assert.That(said.Select(one => one.Condition), Is.EqualTo(new[] { PictureCondition.Clear, expected }));
        Assert.That(said[1].At - HealthClips.TurnsAt, Is.InRange(0, Longest));
    }

    [TestCase("eq=brightness=-0.25:contrast=0.5", TestName = "Look_LightsDimmed_Clear")]
    [TestCase("eq=brightness=0.2:contrast=0.8:gamma=1.6", TestName = "Look_LightsSwitchedOn_Clear")]
    [TestCase(HealthClips.Infrared, TestName = "Look_Infrared_Clear")]
    [TestCase("split[p][q];[q]hflip,scale=500:360,gblur=sigma=5[o];[p][o]overlay=x=110+60*sin(t):y=20", TestName = "Look_SomebodyClose_Clear")]
    public async Task Look_LooksOtherButIsWell_Clear(string turn)
    {
        var said = HealthClips.Judge(await TestClips.SubAsync(), turn);

        Assert.That(said, Is.EqualTo(new[] { (0.0, PictureCondition.Clear) }));
    }

    [TestCase("gblur=sigma=60:steps=3,eq=brightness=-0.1:contrast=0.35", PictureCondition.Covered, TestName = "Look_ClothBeforeTheLensByNight_Covered")]
    [TestCase("crop=iw*0.7:ih*0.7:iw*0.3:ih*0.1", PictureCondition.Moved, TestName = "Look_CameraTurnedByNight_Moved")]
    public async Task Look_FootageTurnsByNight_SaidByTheViewLearntThen(string turn, PictureCondition expected)
    {
        using var health = new PictureHealth(learnt: null);

        var said = HealthClips.Judge(health, await TestClips.SubAsync(), turn, HealthClips.Infrared);

        Assert.That((health.Reference.Day, health.Reference.Infrared is null), Is.EqualTo(((LearntView?)null, false)));
        Assert.That(said.Select(one => one.Condition), Is.EqualTo(new[] { PictureCondition.Clear, expected }));
        Assert.That(said[1].At - HealthClips.TurnsAt, Is.InRange(0, Longest));
    }

    [Test]
    public void Look_NightShowsAnotherViewThanDay_IsLearntAndEachIsJudgedByItsOwn()
    {
        using var health = new PictureHealth(learnt: null);
        var at = Show(health, seed: 1, seconds: 20, DateTimeOffset.UnixEpoch, out var day);
        at = Show(health, seed: 2, seconds: 20, at, out var night, infrared: true);
        at = Show(health, seed: 1, seconds: 20, at, out var morning);
        at = Show(health, seed: 2, seconds: 20, at, out var nextNight, infrared: true);
        Show(health, seed: 3, seconds: 20, at, out var turned, infrared: true);

        Assert.That(new[] { day, night, morning, nextNight }, Is.All.EqualTo(PictureCondition.Clear));
        Assert.That(turned, Is.EqualTo(PictureCondition.Moved));
    }

    [TestCaseSource(nameof(Footage))]
    public void Look_RealFootageAsItIs_Clear(string clip) =>
        Assert.That(HealthClips.Judge(Repository.SharedMedia(clip), turn: null), Is.EqualTo(new[] { (0.0, PictureCondition.Clear) }));

    [Test]
    public async Task Look_DemoClips_Clear()
    {
        foreach (var clip in new[] { await TestClips.CatAsync(), await TestClips.PersonAsync(), await TestClips.StillAsync() })
        {
            Assert.That(HealthClips.Judge(clip, turn: null), Is.EqualTo(new[] { (0.0, PictureCondition.Clear) }), clip);
        }
    }

    [Test]
    public void AcceptView_OfAMovedCamera_ClearAndTheFormerViewIsMoved()
    {
        using var health = new PictureHealth(learnt: null);
        var at = Show(health, seed: 1, seconds: 20, DateTimeOffset.UnixEpoch, out _);
        at = Show(health, seed: 2, seconds: 20, at, out var turned);
        health.AcceptView();
        at = Show(health, seed: 2, seconds: 20, at, out var accepted);
        Show(health, seed: 1, seconds: 20, at, out var back);

        Assert.That(new[] { turned, accepted, back }, Is.EqualTo(new[] { PictureCondition.Moved, PictureCondition.Clear, PictureCondition.Moved }));
    }

    [Test]
    public void Look_TurnedWhileTheAgentWasDown_Moved()
    {
        using var before = new PictureHealth(learnt: null);
        Show(before, seed: 1, seconds: 20, DateTimeOffset.UnixEpoch, out _);
        using var after = new PictureHealth(before.Reference);

        Show(after, seed: 2, seconds: 15, DateTimeOffset.UnixEpoch.AddDays(1), out var condition);

        Assert.That(condition, Is.EqualTo(PictureCondition.Moved));
    }

    [Test]
    public void Look_TurnedBack_ClearWithinSeconds()
    {
        using var health = new PictureHealth(learnt: null);
        var at = Show(health, seed: 1, seconds: 20, DateTimeOffset.UnixEpoch, out _);
        at = Show(health, seed: 2, seconds: 20, at, out _);

        Show(health, seed: 1, seconds: 7, at, out var condition);

        Assert.That(condition, Is.EqualTo(PictureCondition.Clear));
    }

    [Test]
    public void Look_AnotherSize_IsJudgedAnew()
    {
        using var health = new PictureHealth(learnt: null);
        var at = Show(health, seed: 1, seconds: 20, DateTimeOffset.UnixEpoch, out _);

        Show(health, seed: 2, seconds: 30, at, out var condition, width: 354, height: 290);

        Assert.That(condition, Is.EqualTo(PictureCondition.Clear));
        Assert.That((health.Reference.Width, health.Reference.Height), Is.EqualTo((354, 290)));
    }

    [TestCase(-7200)]
    [TestCase(7200)]
    public void Look_ClockJumps_NothingIsSaidForIt(int seconds)
    {
        using var health = new PictureHealth(learnt: null);
        var at = Show(health, seed: 1, seconds: 20, DateTimeOffset.UnixEpoch.AddDays(1), out _);

        Show(health, seed: 2, seconds: 5, at, out _);
        Show(health, seed: 2, seconds: 8, at.AddSeconds(seconds), out var condition);

        Assert.That(condition, Is.EqualTo(PictureCondition.Clear));
    }

    [Test]
    public void Look_LessNoiseThanLearntAndSomebodyWalks_NotFrozenThenNorLater()
    {
        using var before = new PictureHealth(learnt: null);
        Show(before, seed: 1, seconds: 30, DateTimeOffset.UnixEpoch, out _);
        using var after = new PictureHealth(before.Reference);
        var at = Show(after, seed: 1, seconds: 20, DateTimeOffset.UnixEpoch.AddDays(1), out var quiet, noiseLevel: 3);

        at = Show(after, seed: 1, seconds: 15, at, out var walked, noiseLevel: 3, somebodyWalks: true);
        Show(after, seed: 1, seconds: 60, at, out var alone, noiseLevel: 3);

        Assert.That(new[] { quiet, walked, alone }, Is.EqualTo(new[] { PictureCondition.Frozen, PictureCondition.Clear, PictureCondition.Clear }));
    }

    [Test]
    public void Look_CameraWithoutNoiseSendsOnePictureAgainAndAgain_Frozen()
    {
        using var health = new PictureHealth(learnt: null);
        var at = Show(health, seed: 1, seconds: 40, DateTimeOffset.UnixEpoch, out var before, noiseLevel: 2);

        Show(health, seed: 1, seconds: 16, at, out var after, noiseLevel: 1);

        Assert.That((before, after), Is.EqualTo((PictureCondition.Clear, PictureCondition.Frozen)));
    }

    [Test]
    public void Look_EncoderOftenSendsOnePictureForTwelveSeconds_NotFrozenButForALongTime()
    {
        using var health = new PictureHealth(learnt: null);
        var at = DateTimeOffset.UnixEpoch;
        var worst = PictureCondition.Clear;
        for (var run = 0; run < 10; run++)
        {
            at = Show(health, seed: 1, seconds: 1, at, out _, noiseLevel: 2);
            at = Show(health, seed: 1, seconds: 12, at, out var said, noiseLevel: 1);
            worst = said == PictureCondition.Clear ? worst : said;
        }

        Show(health, seed: 1, seconds: 60, at, out var frozen, noiseLevel: 1);

        Assert.That((worst, frozen), Is.EqualTo((PictureCondition.Clear, PictureCondition.Frozen)));
    }

    [Test]
    public void Look_CoveredFromTheStart_Covered()
    {
        using var health = new PictureHealth(learnt: null);

        ShowBlank(health, DateTimeOffset.UnixEpoch, out var condition);

        Assert.That(condition, Is.EqualTo(PictureCondition.Covered));
    }

    [Test]
    public void Look_BlankViewWasAcceptedInAnotherSize_IsJudgedAnew()
    {
        using var health = new PictureHealth(learnt: null);
        var at = ShowBlank(health, DateTimeOffset.UnixEpoch, out _);
        health.AcceptView();
        at = ShowBlank(health, at, out var accepted);

        ShowBlank(health, at, out var condition, width: 704, height: 576);

        Assert.That((accepted, condition), Is.EqualTo((PictureCondition.Clear, PictureCondition.Covered)));
    }

    [Test]
    public void Look_AnyPicturesAtAnyTime_NeverThrows() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Width, byte Height, int Seed, short Milliseconds)[]>(),
        pictures =>
        {
            using var health = new PictureHealth(learnt: null);
            var at = DateTimeOffset.UnixEpoch.AddYears(50);
            foreach (var (width, height, seed, milliseconds) in pictures)
            {
                using var picture = Blocks(seed, 2 + width, 2 + height);
                at = at.AddMilliseconds(milliseconds);
                using var frame = Frame.FromBgr(picture, at);
                Assert.That(Enum.IsDefined(health.Look(frame)));
            }
        }).QuickCheckThrowOnFailure();

    /// <summary>Shows a drawn room with a sensor's noise at 5 pictures a second.</summary>
    private static DateTimeOffset Show(
        PictureHealth health, int seed, int seconds, DateTimeOffset at, out PictureCondition condition, int width = 640, int height = 360,
        int noiseLevel = 12, bool somebodyWalks = false, bool infrared = false)
    {
        using var room = Blocks(seed, width, height);
        using var noise = new Mat(room.Size(), MatType.CV_8UC3);
        using var picture = new Mat();
        condition = PictureCondition.Clear;
        for (var number = 0; number < 5 * seconds; number++)
        {
            Cv2.Randu(noise, Scalar.All(0), Scalar.All(noiseLevel));
            Cv2.Add(room, noise, picture);
            if (somebodyWalks)
            {
                Cv2.Rectangle(picture, new Rect(60 + (number * 30 % 480), 100, 70, 180), new Scalar(20, 20, 20), -1);
            }

            if (infrared)
            {
                Cv2.CvtColor(picture, picture, ColorConversionCodes.BGR2GRAY);
                Cv2.CvtColor(picture, picture, ColorConversionCodes.GRAY2BGR);
            }

            using var frame = Frame.FromBgr(picture, at);
            condition = health.Look(frame);
            at = at.AddSeconds(0.2);
        }

        return at;
    }

    /// <summary>Shows a cloth before the lens for 15 s.</summary>
    private static DateTimeOffset ShowBlank(
        PictureHealth health, DateTimeOffset at, out PictureCondition condition, int width = 640, int height = 360)
    {
        using var blank = new Mat(height, width, MatType.CV_8UC3, new Scalar(150, 140, 130));
        condition = PictureCondition.Clear;
        for (var number = 0; number < 75; number++)
        {
            using var frame = Frame.FromBgr(blank, at);
            condition = health.Look(frame);
            at = at.AddSeconds(0.2);
        }

        return at;
    }

    private static Mat Blocks(int seed, int width, int height)
    {
        var random = new Random(seed);
        var picture = new Mat(height, width, MatType.CV_8UC3, new Scalar(90, 110, 130));
        for (var number = 0; number < 150; number++)
        {
            var corner = new Point(random.Next(width), random.Next(height));
            var colour = new Scalar(random.Next(200), random.Next(200), random.Next(200));
            Cv2.Rectangle(picture, new Rect(corner, new Size(random.Next(10, 90), random.Next(10, 90))), colour, -1);
        }

        return picture;
    }
}
