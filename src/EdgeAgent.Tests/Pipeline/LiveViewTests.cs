using EdgeAgent.Pipeline;

namespace EdgeAgent.Tests.Pipeline;

public sealed class LiveViewTests
{
    [Test]
    public void Show_NobodyLooks_DoesNotTouchThePicture()
    {
        var frame = Pictures.Plain(default);
        frame.Dispose();

        Assert.That(() => new LiveView().Show("kitchen", frame, Judgement.Nothing), Throws.Nothing);
    }

    [Test]
    public async Task WatchAsync_SlowViewer_MissesPicturesAndGetsTheNewest()
    {
        var live = new LiveView();
        await using var viewer = live.WatchAsync("kitchen", CancellationToken.None).GetAsyncEnumerator();
        var first = viewer.MoveNextAsync();
        Show(live, "kitchen", 64);
        Assert.That(await first);
        Assert.That(Pictures.SizeOf(viewer.Current.Jpeg).Width, Is.EqualTo(64));

        Show(live, "kitchen", 128);
        Show(live, "kitchen", 192);
        Show(live, "kitchen", 256);

        Assert.That(await viewer.MoveNextAsync());
        Assert.That(Pictures.SizeOf(viewer.Current.Jpeg).Width, Is.EqualTo(256));
    }

    [Test]
    public async Task WatchAsync_TwoViewersOfTwoCameras_EachSeesItsOwn()
    {
        var live = new LiveView();
        await using var kitchen = live.WatchAsync("kitchen", CancellationToken.None).GetAsyncEnumerator();
        await using var store = live.WatchAsync("store", CancellationToken.None).GetAsyncEnumerator();
        var (one, other) = (kitchen.MoveNextAsync().AsTask(), store.MoveNextAsync().AsTask());

        Show(live, "kitchen", 64);

        Assert.That(await one);
        Assert.That(other.IsCompleted, Is.False);
        Show(live, "store", 128);
        Assert.That(await other);
    }

    [Test]
    public async Task WatchAsync_ViewerLeft_CostsNothingAgain()
    {
        var live = new LiveView();
        using var leaving = new CancellationTokenSource();
        await using (var viewer = live.WatchAsync("kitchen", leaving.Token).GetAsyncEnumerator())
        {
            var next = viewer.MoveNextAsync();
            await leaving.CancelAsync();
            Assert.That(async () => await next, Throws.InstanceOf<OperationCanceledException>());
        }

        var frame = Pictures.Plain(default);
        frame.Dispose();
        Assert.That(() => live.Show("kitchen", frame, Judgement.Nothing), Throws.Nothing);
    }

    private static void Show(LiveView live, string camera, int width)
    {
        using var frame = Pictures.Plain(default, width);
        live.Show(camera, frame, Judgement.Nothing);
    }
}
