using System.Runtime.CompilerServices;
using EdgeAgent.Cameras;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;

namespace EdgeAgent.Tests.Video;

public sealed class KeyFramesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task FollowAsync_NobodyInView_NeverOpensTheMainStream()
    {
        var source = new Source();
        await using var keyFrames = new KeyFrames(source, new FakeTimeProvider(Noon), NullLogger<KeyFrames>.Instance);

        await keyFrames.FollowAsync(somebodyInView: false);

        Assert.Multiple(() =>
        {
            Assert.That(source.Openings, Is.Zero);
            Assert.That(keyFrames.TakeNear(Noon), Is.Null);
        });
    }

    [Test]
    public async Task FollowAsync_SomebodyInViewThenNobody_OpensOnceAndClosesAfterLingering()
    {
        var time = new FakeTimeProvider(Noon);
        var source = new Source();
        await using var keyFrames = new KeyFrames(source, time, NullLogger<KeyFrames>.Instance);

        await keyFrames.FollowAsync(somebodyInView: true);
        await keyFrames.FollowAsync(somebodyInView: true);
        time.Advance(TimeSpan.FromSeconds(9));
        await keyFrames.FollowAsync(somebodyInView: false);
        var lingering = source.IsOpen;
        time.Advance(TimeSpan.FromSeconds(2));
        await keyFrames.FollowAsync(somebodyInView: false);

        Assert.Multiple(() =>
        {
            Assert.That(source.Openings, Is.EqualTo(1));
            Assert.That(lingering, Is.True, "somebody may step back into view");
            Assert.That(source.IsOpen, Is.False);
        });
    }

    [Test]
    public async Task FollowAsync_LoginIsHeldBack_WaitsForAsLong()
    {
        var time = new FakeTimeProvider(Noon);
        var source = new Source { Refuses = true };
        await using var keyFrames = new KeyFrames(source, time, NullLogger<KeyFrames>.Instance);
        await keyFrames.FollowAsync(somebodyInView: true);

        time.Advance(TimeSpan.FromMinutes(14.9));
        Assert.That(source.Openings, Is.EqualTo(1));

        time.Advance(TimeSpan.FromMinutes(0.1));
        await Eventually.Holds(() => source.Openings == 2, "it is tried again");
    }

    [TestCase(500, true)]
    [TestCase(700, false)]
    public async Task TakeNear_KeyFrameSoManyMillisecondsOld_GivesOnlyAFreshOne(int milliseconds, bool given)
    {
        var source = new Source();
        await using var keyFrames = new KeyFrames(source, new FakeTimeProvider(Noon), NullLogger<KeyFrames>.Instance);
        await keyFrames.FollowAsync(somebodyInView: true);

        using var frame = keyFrames.TakeNear(Noon.AddMilliseconds(milliseconds));

        Assert.That(frame is not null, Is.EqualTo(given));
    }

    [Test]
    public async Task TakeNear_RealMainStream_GivesAKeyFrameAtFullSize()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.MainAsync());
        var main = Reading.Of(new CameraOptions { Id = "main", MainStream = camera.Address("sub").ToString() }, StreamRole.Main);
        await using var keyFrames = new KeyFrames(main, TimeProvider.System, NullLogger<KeyFrames>.Instance);
        await keyFrames.FollowAsync(somebodyInView: true);

        using var frame = await Eventually.Finds(
            () => Task.FromResult(keyFrames.TakeNear(TimeProvider.System.GetUtcNow())), "a key frame comes");

        Assert.That((frame.Width, frame.Height), Is.EqualTo((1920, 1080)));
    }

    /// <summary>Gives one picture at once and then none, as a main stream does between two key frames.</summary>
    private sealed class Source : IFrameSource
    {
        public int Openings { get; private set; }

        public bool IsOpen { get; private set; }

        public bool Refuses { get; init; }

        public long Dropped => 0;

        public async IAsyncEnumerable<Frame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Openings++;
            if (Refuses)
            {
                throw new StreamException(StreamFailure.LoginRefused, "401 Unauthorized") { RetryAfter = TimeSpan.FromMinutes(15) };
            }

            IsOpen = true;
            try
            {
                yield return new Frame(new Mat(6, 4, MatType.CV_8UC1), Noon);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }
            finally
            {
                IsOpen = false;
            }
        }
    }
}
