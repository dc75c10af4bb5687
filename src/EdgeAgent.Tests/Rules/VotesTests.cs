using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Rules;

public sealed class VotesTests
{
    private static readonly DateTimeOffset Noon = Scene.Noon;

    private Votes votes = null!;

    [SetUp]
    public void Begin() => votes = new Votes("mask");

    [TestCase("vvvv", true)]
    [TestCase("vvv", false, Description = "three looks are too few")]
    [TestCase("vvvvvvvuuu", true, Description = "seven of ten")]
    [TestCase("vvvvvvuuuu", false, Description = "six of ten")]
    [TestCase("uuuuuuu", false, Description = "unsure is no violation")]
    [TestCase("ffffff", false)]
    [TestCase("vxxxxxxxxxxvvv", true, Description = "what could not be judged does not count")]
    [TestCase("vvvxxx", false, Description = "what could not be judged does not count")]
    [TestCase("ffffvvvvvvv", true, Description = "the eldest of eleven is forgotten")]
    [TestCase("vvvvvvvffff", false, Description = "a mask that was put on ends it after four looks")]
    public void Of_LooksASecondApart_ConvictsBySevenOfTen(string looks, bool convicts)
    {
        Take(looks, TimeSpan.FromSeconds(1));

        Assert.That(votes.Of(1) is not null, Is.EqualTo(convicts));
    }

    [Test]
    public void Of_FourLooksWithinASecond_ConvictNobody()
    {
        Take("vvvv", TimeSpan.FromSeconds(0.3));

        Assert.That(votes.Of(1), Is.Null);
    }

    [Test]
    public void Of_SamePictureFourTimes_IsOneLook()
    {
        votes.Add([Look('v', 0), Look('v', 0), Look('v', 0), Look('v', 3)], Noon.AddSeconds(3));

        Assert.That(votes.Of(1), Is.Null);
    }

    [Test]
    public void Of_LooksOlderThanHalfAMinute_AreForgotten()
    {
        Take("vvvv", TimeSpan.FromSeconds(1));

        votes.Add([], Noon.AddSeconds(31));

        Assert.That(votes.Of(1), Is.Null);
    }

    [Test]
    public void Of_ClockPutBack_ForgetsWhatLiesAhead()
    {
        Take("vvvv", TimeSpan.FromSeconds(1));

        votes.Add([], Noon.AddHours(-1));

        Assert.That(votes.Of(1), Is.Null);
    }

    [Test]
    public void Of_OtherHeadOrOtherTrack_IsNotCounted()
    {
        for (var i = 0; i < 4; i++)
        {
            votes.Add([Look('v', i, head: "hat"), Look('v', i, track: 2), Look('f', i)], Noon.AddSeconds(i));
        }

        Assert.That((votes.Of(1), votes.Of(2) is not null), Is.EqualTo(((Conviction?)null, true)));
    }

    [Test]
    public void Of_OneBareHandAndOneGloved_ConvictsByTheBareOne()
    {
        for (var i = 0; i < 4; i++)
        {
            votes.Add([Look('v', i, part: BodyPart.LeftHand), Look('f', i, part: BodyPart.RightHand)], Noon.AddSeconds(i));
        }

        Assert.That(votes.Of(1)!.Looks, Is.EqualTo(new LookCount(4, 4)));
    }

    [Test]
    public void Of_Convicted_TellsWhatMostSawAndHowSurely()
    {
        votes.Add([Look('v', 0, seen: "no_mask"), Look('v', 1, seen: "mask_worn_wrong"), Look('v', 2, seen: "no_mask"), Look('f', 3)], Noon.AddSeconds(3));

        Assert.That(votes.Of(1), Is.EqualTo(new Conviction(new LookCount(4, 3), 0.9, "no_mask", IsSuspicion: false)));
    }

    private void Take(string looks, TimeSpan apart)
    {
        for (var i = 0; i < looks.Length; i++)
        {
            var at = Noon + i * apart;
            votes.Add([Look(looks[i], (at - Noon).TotalSeconds)], at);
        }
    }

    private static Look Look(
        char verdict, double seconds, string head = "mask", long track = 1, BodyPart part = BodyPart.Face, string seen = "no_mask") => new(
        Noon.AddSeconds(seconds),
        track,
        head,
        part,
        new Box(0.4, 0.1, 0.5, 0.2),
        verdict == 'v' ? 0.9 : 0.1,
        verdict switch { 'v' => Verdict.Violation, 'f' => Verdict.Fine, _ => Verdict.Unsure },
        seen,
        verdict == 'x' ? CropFault.TooSmall : null);
}
