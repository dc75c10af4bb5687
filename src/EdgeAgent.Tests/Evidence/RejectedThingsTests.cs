using System.Collections.Immutable;
using EdgeAgent.Evidence;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using Microsoft.Extensions.Logging.Abstractions;
using OpenCvSharp;

namespace EdgeAgent.Tests.Evidence;

public sealed class RejectedThingsTests
{
    private static readonly Box Cup = new(0.25, 0.2, 0.7, 0.8);
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private TempFolder folder = null!;
    private RejectedThings things = null!;
    private Mat table = null!;

    [SetUp]
    public void Begin()
    {
        folder = new TempFolder();
        things = new RejectedThings(folder.Path, NullLogger<RejectedThings>.Instance);
        table = RealPictures.Read(RealPictures.CoffeeFile);
    }

    [TearDown]
    public void End()
    {
        table.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Of_RejectedThing_IsKnownAtThatPlaceAlsoAfterARestart()
    {
        Reject();

        var again = new RejectedThings(folder.Path, NullLogger<RejectedThings>.Instance);

        Assert.Multiple(() =>
        {
            Assert.That(Knows(again, table, Cup), Is.True);
            Assert.That(Knows(again, table, new Box(0.27, 0.18, 0.72, 0.82)), Is.True, "found a little beside");
            Assert.That(Knows(again, table, new Box(0.6, 0.2, 1, 0.8)), Is.False, "another place");
            Assert.That(again.Of("other"), Is.Empty, "another camera");
        });
    }

    [Test]
    public void Of_LampNoiseAndCompression_IsTheSameThing()
    {
        Reject();
        using var darker = new Mat();
        table.ConvertTo(darker, -1, 0.6, 20);
        using var noise = new Mat(table.Size(), table.Type());
        Cv2.Randn(noise, Scalar.All(0), Scalar.All(12));
        Cv2.Add(darker, noise, darker);
        Cv2.ImEncode(".jpg", darker, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, 40));
        using var seen = Cv2.ImDecode(jpeg, ImreadModes.Color);
        using var small = new Mat();
        Cv2.Resize(seen, small, new Size(300, 200), interpolation: InterpolationFlags.Area);

        Assert.That(Knows(things, small, Cup), Is.True);
    }

    [Test]
    public void Of_SomebodyStandsThere_IsSomethingElse()
    {
        Reject();
        using var person = RealPictures.Read(RealPictures.FaceFile);
        using var fitted = new Mat();
        Cv2.Resize(person, fitted, new Size((int)(Cup.Width * table.Width), (int)(Cup.Height * table.Height)));
        using (var place = new Mat(table, new Rect((int)(Cup.Left * table.Width), (int)(Cup.Top * table.Height), fitted.Width, fitted.Height)))
        {
            fitted.CopyTo(place);
        }

        Assert.That(Knows(things, table, Cup), Is.False);
    }

    [Test]
    public void Restore_RejectedByMistake_IsReportedAgain()
    {
        Reject();

        things.Restore(Incident([Cup]));

        Assert.That(Knows(things, table, Cup), Is.False);
        Assert.That(new RejectedThings(folder.Path, NullLogger<RejectedThings>.Instance).Of("kitchen"), Is.Empty);
    }

    [TestCase("nonsense")]
    [TestCase("[{\"Box\":{\"Left\":0,\"Top\":0,\"Right\":1,\"Bottom\":1},\"Look\":\"AAAA\"}]")]
    [TestCase("[null]")]
    [TestCase("{}")]
    [TestCase("")]
    public void Of_DamagedFile_KnowsNothingAndTakesTheNext(string content)
    {
        File.WriteAllText(Path.Combine(folder.Path, "kitchen.json"), content);

        Assert.That(things.Of("kitchen"), Is.Empty);
        Reject();
        Assert.That(Knows(things, table, Cup), Is.True);
    }

    [TestCase("no_hat", null, Description = "the person is not to be overlooked")]
    [TestCase("unattended_fire", null, Description = "a stove looks the same when it burns")]
    [TestCase("animal", "suspected_rodent", Description = "a floor looks the same when the next mouse runs there")]
    public void Reject_WhatDoesNotStandThere_OverlooksNothing(string rule, string? detail)
    {
        Cv2.ImEncode(".jpg", table, out var jpeg);

        things.Reject(Incident([Cup]) with { Rule = rule, Detail = detail }, jpeg);

        Assert.That(things.Of("kitchen"), Is.Empty);
    }

    [Test]
    public void Reject_PictureCannotBeDecoded_SaysSoAndChangesNothing()
    {
        Assert.That(() => things.Reject(Incident([Cup]), [1, 2, 3]), Throws.TypeOf<InvalidDataException>());
        Assert.That(things.Of("kitchen"), Is.Empty);
    }

    [Test]
    public void Reject_TwoHundredAndOne_ForgetsTheEldest()
    {
        var many = Enumerable.Range(0, 201).Select(i => new Box(i / 400.0, 0, i / 400.0 + 0.5, 1)).ToImmutableArray();
        Cv2.ImEncode(".jpg", table, out var jpeg);

        things.Reject(Incident(many), jpeg);

        Assert.That(things.Of("kitchen").Select(thing => thing.Box), Is.EqualTo(many.Skip(1)));
    }

    private void Reject()
    {
        Cv2.ImEncode(".jpg", table, out var jpeg);
        things.Reject(Incident([Cup]), jpeg);
    }

    private static bool Knows(RejectedThings things, Mat picture, Box box)
    {
        using var frame = Frame.FromBgr(picture, Noon);
        return things.Of("kitchen").Any(thing => thing.Box.IntersectionOverUnion(box) >= 0.5 && thing.IsOn(frame));
    }

    private static Incident Incident(ImmutableArray<Box> boxes) =>
        new("id", IncidentEvent.Opened, 0, "intrusion", "kitchen", "", Severity.Serious, Noon, Noon, boxes, 0.9) { OpeningBoxes = boxes };
}
