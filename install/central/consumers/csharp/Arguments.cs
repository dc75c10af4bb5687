using System.Globalization;

namespace FoodSafety.Consumer;

/// <param name="Session">Name of the session at the broker: fixed, and none that can be guessed.</param>
/// <param name="Store">Folder for what is kept; one for each session.</param>
/// <param name="Heartbeat">Time between the sites' heartbeats.</param>
internal sealed record Arguments(
    Uri Broker, string Session, string Store, string Filter, string? Authority, string? Certificate, string? Key, TimeSpan Heartbeat)
{
    public const string Usage =
        "usage: Consumer --broker URL --session NAME --store FOLDER [--filter F] [--ca F --certificate F --key F] [--heartbeat SECONDS]";

    /// <returns>Null where they are wrong.</returns>
    public static Arguments? Parse(string[] arguments)
    {
        if (arguments.Length % 2 != 0)
        {
            return null;
        }

        var given = arguments.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        return given.TryGetValue("--broker", out var broker) && Uri.TryCreate(broker, UriKind.Absolute, out var address)
            && given.TryGetValue("--session", out var session) && given.TryGetValue("--store", out var store)
            ? new(
                address,
                session,
                store,
                given.GetValueOrDefault("--filter", "foodsafety/v1/+/+/+/#"),
                given.GetValueOrDefault("--ca"),
                given.GetValueOrDefault("--certificate"),
                given.GetValueOrDefault("--key"),
                TimeSpan.FromSeconds(double.Parse(given.GetValueOrDefault("--heartbeat", "30"), CultureInfo.InvariantCulture)))
            : null;
    }
}
