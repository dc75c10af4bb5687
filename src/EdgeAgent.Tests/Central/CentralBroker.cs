using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Central;

/// <summary>Mosquitto with the shipped configuration and rights; only paths and addresses are those of the test.</summary>
internal static class CentralBroker
{
    private static readonly string[] OfTls =
        ["cafile", "crlfile", "certfile", "keyfile", "require_certificate", "use_identity_as_username", "allow_anonymous", "acl_file"];

    public static MosquittoBroker City(CentralAuthority authority) => Prepare("city.conf", authority, []);

    /// <summary>A city's broker that lets in everybody, otherwise as shipped: to see what TLS costs.</summary>
    public static MosquittoBroker CityWithoutTls() => MosquittoBroker.PrepareWhole(
        (port, folder) =>
        [
            .. Placed(Shipped("city.conf"), port, folder, []).Split('\n').Where(line => !OfTls.Contains(line.Split(' ')[0])),
            "allow_anonymous true",
            "log_type information",
            "user root",
        ],
        isSecure: false);

    /// <param name="bridge">The county's certificate at the city.</param>
    public static MosquittoBroker County(CentralAuthority authority, MosquittoBroker city, Identity bridge) => Prepare(
        "county.conf",
        authority,
        [
            ("city.example:8883", $"127.0.0.1:{city.Port}"),
            ("/etc/mosquitto/certs/city", bridge.Folder),
            ("restart_timeout 1 30", "restart_timeout 1"),
        ]);

    private static MosquittoBroker Prepare(string file, CentralAuthority authority, (string Shipped, string Own)[] further) =>
        MosquittoBroker.PrepareWhole((port, folder) =>
        {
            (string Shipped, string Own)[] places =
            [
                .. further,
                ("/etc/mosquitto/certs/broker/crl.pem", authority.RevocationList),
                ("/etc/mosquitto/certs/broker", authority.Broker.Folder),
                ("/etc/mosquitto/central.acl", Repository.File("install", "central", "mosquitto", "central.acl")),
            ];
            return [Placed(Shipped(file), port, folder, places), "log_type information", "user root"];
        });

    private static string Shipped(string file) => File.ReadAllText(Repository.File("install", "central", "mosquitto", file));

    private static string Placed(string shipped, int port, string folder, (string Shipped, string Own)[] further)
    {
        (string Shipped, string Own)[] places =
        [
            .. further,
            ("listener 8883", $"listener {port} 127.0.0.1"),
            ("/var/lib/mosquitto/", $"{folder}/"),
            ("/run/mosquitto/mosquitto.pid", Path.Combine(folder, "pid")),
            ("log_dest file /var/log/mosquitto/mosquitto.log", "log_dest stderr"),
        ];
        return places.Aggregate(shipped, Put);
    }

    private static string Put(string text, (string Shipped, string Own) place)
    {
        Assert.That(text, Does.Contain(place.Shipped));
        return text.Replace(place.Shipped, place.Own, StringComparison.Ordinal);
    }
}
