namespace EdgeAgent.Tests.Central.Fleet;

/// <summary>How large the simulated fleet is, and how long it is looked at.</summary>
/// <param name="Seconds">Of the steady state.</param>
/// <param name="IsSecure">TLS with client certificates as shipped, or the same configuration without both.</param>
internal sealed record FleetOptions(int Sites = 500, int Seconds = 120, bool IsSecure = true)
{
    /// <summary>
    /// Incidents of a site in an hour: 20 on a day, all of them within two hours, for which a centre has to be sized.
    /// </summary>
    public double IncidentsAnHour { get; init; } = 10;

    /// <summary>How long the broker is away.</summary>
    public TimeSpan Outage { get; init; } = TimeSpan.FromSeconds(5);

    /// <returns>Null where they are wrong.</returns>
    public static FleetOptions? Parse(string[] arguments)
    {
        var options = new FleetOptions();
        for (var place = 0; place < arguments.Length; place++)
        {
            var number = int.TryParse(arguments.ElementAtOrDefault(place + 1), out var given) && given > 0 ? given : (int?)null;
            switch (arguments[place])
            {
                case "--plain":
                    options = options with { IsSecure = false };
                    break;
                case "--sites" when number is { } sites:
                    options = options with { Sites = sites };
                    place++;
                    break;
                case "--seconds" when number is { } seconds:
                    options = options with { Seconds = seconds };
                    place++;
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
