using EdgeAgent.Evidence;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Uplink;

public sealed class SendingOrderTests
{
    private static readonly PictureFile Picture = new("2026-03-01/a.thumbnail.jpg", 4, "00ff");

    private TempFolder folder = null!;
    private Stores stores = null!;
    private SendingOrder order = null!;

    [SetUp]
    public void Open()
    {
        folder = new TempFolder();
        stores = new Stores(folder.Path);
        order = new SendingOrder(stores.Outbox);
    }

    [TearDown]
    public void Close()
    {
        stores.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Next_BacklogAndNewOnes_NewEventsThenOldThenNewPicturesThenOld()
    {
        Queue("old1 opened", "old1 closed", "old2 opened");
        order.Begin();
        Queue("new opened", "new closed");

        Assert.That(Drain(), Is.EqualTo(new[]
        {
            "new opened", "new closed", "old1 opened", "old1 closed", "old2 opened", "new picture", "old1 picture", "old2 picture",
        }));
    }

    [Test]
    public void Next_NewOneComesAmongTheBacklog_IsNext()
    {
        Queue("old1 opened", "old2 opened", "old3 opened");
        order.Begin();

        Assert.That(Next(), Is.EqualTo("old1 opened"));
        Queue("new opened");
        Assert.That(Next(), Is.EqualTo("new opened"));
        Assert.That(Next(), Is.EqualTo("old2 opened"));
    }

    [Test]
    public void Next_IncidentOfTheBacklogGoesOn_TakesItsEarlierEventsAlong()
    {
        Queue("old1 opened", "long opened", "old2 opened", "long updated", "old3 opened");
        order.Begin();
        Queue("long closed");

        Assert.That(Drain().Take(6), Is.EqualTo(new[] { "long opened", "long updated", "long closed", "old1 opened", "old2 opened", "old3 opened" }));
    }

    [Test]
    public void Next_EarlierEventsWereSentAlready_AreNotSentTwice()
    {
        Queue("long opened", "long updated", "old opened");
        order.Begin();

        Assert.That(Next(), Is.EqualTo("long opened"));
        Queue("long closed");
        Assert.That(Drain().Take(3), Is.EqualTo(new[] { "long updated", "long closed", "old opened" }));
    }

    [Test]
    public void Next_EarlierEventsAreDelivered_GoesAlone()
    {
        Queue("long opened", "old opened");
        stores.RemoveFirst();
        order.Begin();
        Queue("long closed");

        Assert.That(Drain().Take(2), Is.EqualTo(new[] { "long closed", "old opened" }));
    }

    [Test]
    public void Next_BacklogOfAVersionThatKeptNoOrderWithinIncidents_TakesTheEarlierEventsAlong()
    {
        Queue("long opened", "old opened");
        stores.Database.InTransaction(() => stores.Database.Collection<LatestRow>("outbox_latest").DeleteAll());
        order.Begin();
        Queue("long closed");

        Assert.That(Drain().Take(3), Is.EqualTo(new[] { "long opened", "long closed", "old opened" }));
    }

    [Test]
    public void Rewind_SomeWereHandedOut_HandsOutAgainWhatStillWaits()
    {
        Queue("old1 opened", "old2 opened");
        order.Begin();
        Queue("new opened");
        Drain();
        stores.RemoveFirst();

        order.Rewind();

        Assert.That(Drain(), Is.EqualTo(new[] { "new opened", "old2 opened", "new picture", "old1 picture", "old2 picture" }));
    }

    [Test]
    public void NextThumbnail_QueuedAfterItsEventWasLookedFor_WaitsForIt()
    {
        order.Begin();
        Assert.That(order.NextEvent(), Is.Null);
        Queue("new opened");

        Assert.That(order.NextThumbnail(), Is.Null);
        Assert.That(Drain(), Is.EqualTo(new[] { "new opened", "new picture" }));
    }

    [Test]
    public void Next_MoreThanIsReadAtATime_ComesWholeAndInOrder()
    {
        var events = Enumerable.Range(100, 100).Select(number => $"i{number} opened").ToArray();
        Queue(events);
        order.Begin();

        Assert.That(Drain().Take(100), Is.EqualTo(events));
    }

    private void Queue(params string[] events)
    {
        foreach (var parts in events.Select(text => text.Split(' ')))
        {
            var what = Enum.Parse<IncidentEvent>(parts[1], ignoreCase: true);
            stores.Keep(new IncidentRecord(UplinkBench.Sample(parts[0], what), Picture, Picture));
        }

        stores.Outbox.Notify();
    }

    private string? Next() => (order.NextEvent() ?? order.NextThumbnail()) switch
    {
        QueuedEvent queued => $"{queued.Incident} {(IncidentEvent)queued.Revision}".ToLowerInvariant(),
        { } thumbnail => $"{thumbnail.Incident} picture",
        null => null,
    };

    private List<string> Drain()
    {
        var all = new List<string>();
        while (Next() is { } next)
        {
            all.Add(next);
        }

        return all;
    }
}
