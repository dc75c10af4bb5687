using EdgeAgent.Cameras;
using EdgeAgent.Commands.Acceptance;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Recording;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Commands.Acceptance;

public sealed class RecordingCheckTests
{
    // 10.8 GB a day.
    private const double Megabit = 1000;

    [Test]
    public void Run_Never_SaysSo() => Assert.That(
        RecordingCheck.Run(new StorageOptions(), new RecordingOptions { Schedule = RecordingSchedule.Never }, [Camera("h264")]).Single().Summary.En,
        Does.StartWith("nothing is recorded"));

    [TestCase("h264", ExpectedResult = 10.8)]
    [TestCase("hevc", ExpectedResult = 12.96, Description = "the sub stream beside it")]
    public double Run_MainStream_CountsWhatIsRecorded(string codec) => Figure(new RecordingOptions(), "daily", Camera(codec));

    [Test]
    public void Run_SixDaysOfTwelveHours_IsThatShareOfTheWeek()
    {
        var recording = new RecordingOptions { Schedule = RecordingSchedule.Hours, Hours = [Hours.Parse("mon-sat 06:00-18:00")] };

        Assert.That(Figure(recording, "share", Camera("h264")), Is.EqualTo(43));
        Assert.That(Figure(recording, "daily", Camera("h264")), Is.EqualTo(10.8 * 6 / 14).Within(0.01));
    }

    [Test]
    public void Run_SpaceForEachCamera_LimitsTheDays() =>
        Assert.That(Figure(new RecordingOptions { GigabytesPerCamera = 22 }, "days", Camera("h264"), Camera("h264")), Is.EqualTo(2));

    [Test]
    public void Run_DiskOfTheirOwnWithRecordings_CountsThoseAsRoom()
    {
        var disk = SmallDisk.Mount(100_000_000);
        try
        {
            using var shelf = new Shelf(Path.Combine(disk, "recordings"));
            shelf.Add("a", DateTimeOffset.UnixEpoch.AddYears(56), TimeSpan.FromSeconds(6), 40_000_000);
            var storage = new StorageOptions { ReserveMegabytes = 16 };
            var recording = new RecordingOptions { Folder = shelf.Folder, ReserveMegabytes = 14 };

            var line = DiskCheck.Run(storage, recording, [Camera("h264")]).Last();

            Assert.That(line.Result, Is.EqualTo(CheckResult.Warn));
            Assert.That((double)line.Figures["room"], Is.EqualTo(0.070).Within(0.001));
            Assert.That(line.Summary.En, Does.StartWith(shelf.Folder).And.EndsWith("that is 0 days only, fewer than the 15 wanted"));
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    private static double Figure(RecordingOptions recording, string name, params CheckedCamera[] cameras)
    {
        using var folder = new TempFolder();
        return Convert.ToDouble(RecordingCheck.Run(new StorageOptions { Folder = folder.Path }, recording, cameras).Single().Figures[name], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static CheckedCamera Camera(string codec) =>
        new("a", "a", null, null, [Stream(StreamRole.Sub, "h264", Megabit / 5), Stream(StreamRole.Main, codec, Megabit)], []);

    private static CheckedStream Stream(StreamRole role, string codec, double kilobits) =>
        new(role, new StreamFigures(codec, "Main", 1920, 1080, 25, false, 2, kilobits), "tcp");
}
