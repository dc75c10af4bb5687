using System.Text;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Commands;

/// <summary>What <c>watch</c> says at its end.</summary>
internal static class WatchSummary
{
    public static bool IsFlawless(Consumer consumer) =>
        consumer.Missing == 0 && consumer.WrongThumbnails == 0 && consumer.Unreadable == 0;

    /// <summary>A line of figures, and a line for each site with gaps.</summary>
    public static string Of(Consumer consumer)
    {
        var text = new StringBuilder(
            $"watch: events={consumer.Events} doubles={consumer.Doubles} missing={consumer.Missing} "
            + $"thumbnails={consumer.Thumbnails} wrong={consumer.WrongThumbnails} unreadable={consumer.Unreadable}");
        foreach (var (site, audit) in consumer.Sequences.Where(site => site.Value.Missing > 0))
        {
            text.Append($"\n{site}: missing seq {string.Join(", ", audit.Gaps.Select(Words))}");
        }

        return text.ToString();
    }

    private static string Words((long First, long Last) gap) =>
        gap.First == gap.Last ? $"{gap.First}" : $"{gap.First} to {gap.Last}";
}
