using EdgeAgent.Recording;
using EdgeAgent.Recording.Mp4;
using EdgeAgent.Tests.Recording;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>What a camera sends now, made of a clip.</summary>
internal static class LiveFootage
{
    /// <summary>Sends the clip's fragments to those who look, all at once.</summary>
    public static async Task SendAsync(LiveStream live, string clip, int seconds, DateTimeOffset now)
    {
        var footage = await FragmentedClip.OfAsync(clip, seconds);
        var reader = new FragmentReader(new MemoryStream(footage.Bytes));
        var head = reader.ReadHead()!;
        live.Begin(head);
        while (reader.ReadStart(head) is { } start)
        {
            var bytes = live.RoomFor(start);
            Assert.That(reader.TryReadRest(start, bytes.Span[start.Bytes.Length..]));
            live.Add(start, bytes, now + start.Times.Start);
        }
    }
}
