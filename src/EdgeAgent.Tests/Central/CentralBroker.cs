using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Central;

/// <summary>Mosquitto with the shipped configuration and rights; only paths and addresses are those of the test.</summary>
internal static class CentralBroker
{
    public static MosquittoBroker City(CentralAuthority authority) => Prepare("city.conf", authority, []);

    /// <param name="bridge">The county's certificate at the city.</param>
    public static MosquittoBroker County(CentralAuthority authority, MosquittoBroker city, Identity bridge) => Prepare(
        "county.conf",
        authority,
        [
            ("city.example:8883", $"127.0.0.1:{city.Port}"),
            ("/etc/mosquitto/certs/city", bridge.Folder),
            ("restart_timeout 1 30", "restart_timeout 1"),
        ]);

    private static MosquittoBroker Prepare(string file, CentralAuthority authority, (string Shipped, string Own)[] further)
    {
        var shipped = File.ReadAllText(Repository.File("install", "central", "mosquitto", file));
        return MosquittoBroker.PrepareWhole((port, folder) =>
        {
            (string Shipped, string Own)[] places =
            [
                .. further,
                ("listener 8883", $"listener {port} 127.0.0.1"),
                ("/etc/mosquitto/certs/broker/crl.pem", authority.RevocationList),
                ("/etc/mosquitto/certs/broker", authority.Broker.Folder),
                ("/etc/mosquitto/central.acl", Repository.File("install", "central", "mosquitto", "central.acl")),
                ("/var/lib/mosquitto/", $"{folder}/"),
                ("/run/mosquitto/mosquitto.pid", Path.Combine(folder, "pid")),
                ("log_dest file /var/log/mosquitto/mosquitto.log", "log_dest stderr"),
            ];
            return [places.Aggregate(shipped, Put), "log_type information", "user root"];
        });
    }

    private static string Put(string text, (string Shipped, string Own) place)
    {
        Assert.That(text, Does.Contain(place.Shipped));
        return text.Replace(place.Shipped, place.Own, StringComparison.Ordinal);
    }
}
