using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Central;

/// <summary>The authority of a central broker on 127.0.0.1 and what it issues, made by the shipped script.</summary>
internal sealed class CentralAuthority
{
    public const string Script = "install/central/certificates.sh";

    private readonly string folder;

    private CentralAuthority(string folder) => this.folder = folder;

    public Identity Broker => new(Path.Combine(folder, "broker"));

    public string RevocationList => Path.Combine(folder, "authority", "crl.pem");

    /// <param name="folder">One that is not there yet.</param>
    public static async Task<CentralAuthority> FoundAsync(string folder)
    {
        var authority = new CentralAuthority(folder);
        await authority.RunAsync("authority", "Test authority");
        await authority.RunAsync("broker", "127.0.0.1");
        return authority;
    }

    /// <param name="kind">site, county or office.</param>
    /// <param name="name">As the script wants it.</param>
    public async Task<Identity> IssueAsync(string kind, string name)
    {
        await RunAsync(kind, name);
        return new Identity(Path.Combine(folder, kind == "office" ? $"office-{name}" : name.Replace('/', '.')));
    }

    public async Task<string> RunAsync(params string[] arguments)
    {
        using var script = await ChildProcess.RunAsync(Repository.File(Script), ["--folder", folder, .. arguments]);
        Assert.That(await script.ExitAsync(), Is.Zero, script.Transcript());
        return string.Join('\n', script.Output);
    }
}

/// <summary>A certificate with its key and the authority that signed it.</summary>
internal sealed record Identity(string Folder)
{
    public string Authority => Path.Combine(Folder, "ca.pem");

    public string Certificate => Path.Combine(Folder, "certificate.pem");

    public string Key => Path.Combine(Folder, "key.pem");

    public BrokerOptions At(MosquittoBroker broker) => new()
    {
        Address = broker.Address,
        CaFile = Authority,
        CertificateFile = Certificate,
        KeyFile = Key,
        AnswerSeconds = 20,
    };
}
