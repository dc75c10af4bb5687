using System.Security.Cryptography.X509Certificates;
using MQTTnet;

namespace EdgeAgent.Uplink;

/// <summary>The TLS side of a connection to a broker. The host name of the broker's certificate is always checked.</summary>
internal static class BrokerTls
{
    /// <exception cref="IOException">A certificate file is missing.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate file holds something else.</exception>
    public static void Apply(BrokerOptions broker, MqttClientTlsOptionsBuilder tls)
    {
        tls.UseTls();
        if (broker.CaFile is { } caFile)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(caFile);
            // An authority of one's own seldom publishes a list of revoked certificates, and a box may not reach it.
            tls.WithTrustChain(authorities).WithRevocationMode(X509RevocationMode.NoCheck);
        }

        if (broker is { CertificateFile: { } certificateFile, KeyFile: { } keyFile })
        {
            using var fromPem = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
            // Windows cannot use a key that lives in memory only, which is what reading a PEM file gives.
            var own = X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), password: null);
            tls.WithClientCertificates(new X509Certificate2Collection(own));
        }
    }
}
