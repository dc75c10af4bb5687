using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeAgent.Tests.Support;

/// <summary>An authority of the test's own, with a certificate for a server on 127.0.0.1 and one for a box, as PEM files.</summary>
public sealed class TestCertificates
{
    private static readonly TimeSpan Length = TimeSpan.FromDays(30);

    private readonly string folder;
    private readonly DateTimeOffset from;

    /// <param name="folder">An empty one, for the files.</param>
    /// <param name="from">Since when they are valid, for 30 days; since yesterday without it.</param>
    public TestCertificates(string folder, DateTimeOffset? from = null)
    {
        this.folder = folder;
        this.from = from ?? TimeProvider.System.GetUtcNow().AddDays(-1);
        Directory.CreateDirectory(folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var authority = request.CreateSelfSigned(this.from, this.from + Length);
        File.WriteAllText(Authority, authority.ExportCertificatePem());
        Issue(authority, "CN=127.0.0.1", ServerCertificate, ServerKey);
        Issue(authority, "CN=box", BoxCertificate, BoxKey);
    }

    public string Authority => Path.Combine(folder, "ca.pem");

    public string ServerCertificate => Path.Combine(folder, "server.pem");

    public string ServerKey => Path.Combine(folder, "server.key");

    public string BoxCertificate => Path.Combine(folder, "box.pem");

    public string BoxKey => Path.Combine(folder, "box.key");

    private void Issue(X509Certificate2 authority, string subject, string certificateFile, string keyFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, from, from + Length, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
    }
}
