using EdgeAgent.Detection;

namespace EdgeAgent.Tests.Detection;

public sealed class HeadAnswerTests
{
    private static readonly HeadForm Mask = new()
    {
        Judges = JudgedPart.Face,
        Classes = ["mask", "no_mask", "mask_worn_wrong", "not_face"],
        Violations = ["no_mask", "mask_worn_wrong"],
        Unfit = ["not_face"],
        FineBelow = 0.2,
        ViolationFrom = 0.8,
        SmallestPixels = 24,
        LeastSharpness = 0,
    };

    [TestCase(new[] { 0.9f, 0.06f, 0.04f, 0f }, "mask", 0.1, Verdict.Fine)]
    [TestCase(new[] { 0.1f, 0.5f, 0.4f, 0f }, "no_mask", 0.9, Verdict.Violation)]
    [TestCase(new[] { 0.1f, 0.3f, 0.6f, 0f }, "mask_worn_wrong", 0.9, Verdict.Violation)]
    [TestCase(new[] { 0.5f, 0.5f, 0f, 0f }, "mask", 0.5, Verdict.Unsure)]
    [TestCase(new[] { 0.06f, 0.54f, 0f, 0.4f }, "no_mask", 0.9, Verdict.Violation, Description = "the unfit share is left out")]
    public void Of_Probabilities_GivesTheViolatingShareOfWhatCanBeJudged(float[] probabilities, string likeliest, double score, Verdict verdict)
    {
        var answer = HeadAnswer.Of(Mask, probabilities, fault: null);

        Assert.That((answer.Class, answer.Verdict, answer.Fault), Is.EqualTo((likeliest, verdict, (CropFault?)null)));
        Assert.That(answer.Score, Is.EqualTo(score).Within(1e-6));
    }

    [Test]
    public void Of_MostlyUnfit_IsNotShownAndUnsure()
    {
        var answer = HeadAnswer.Of(Mask, [0, 0.4f, 0, 0.6f], fault: null);

        Assert.That((answer.Verdict, answer.Fault), Is.EqualTo((Verdict.Unsure, CropFault.NotShown)));
        Assert.That(answer.Score, Is.EqualTo(1).Within(1e-6));
    }

    [Test]
    public void Of_FaultOfTheCrop_IsUnsureHoweverSureTheHeadIs() =>
        Assert.That(HeadAnswer.Of(Mask, [0, 1, 0, 0], CropFault.TooSmall).Verdict, Is.EqualTo(Verdict.Unsure));
}
