using System.Security.Cryptography;
using System.Text;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence.Chain;

/// <summary>The public part of a box's key: enough to check its evidence, and of no use for making any.</summary>
public sealed class PublicKey : IDisposable
{
    private const string Label = "PUBLIC KEY";

    private readonly byte[] info;
    private readonly ECDsa key = ECDsa.Create();

    /// <param name="info">X.509 SubjectPublicKeyInfo, DER.</param>
    internal PublicKey(byte[] info)
    {
        this.info = info;
        key.ImportSubjectPublicKeyInfo(info, out _);
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(info));
    }

    /// <summary>Lower-case hex of the SHA-256 of its SubjectPublicKeyInfo.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads a PEM file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It holds no public key on P-256.</exception>
    public static PublicKey Read(string path)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            return key.KeySize == 256 ? new PublicKey(key.ExportSubjectPublicKeyInfo()) : throw new InvalidDataException($"{path} holds a key of {key.KeySize} bits, not one of a box");
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"{path} holds no public key: {error.Message}", error);
        }
    }

    /// <summary>Whether the box signed the hash. Not for several threads at once.</summary>
    /// <param name="hash">SHA-256, 32 bytes.</param>
    public bool Verifies(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) => signature.Length == 64 && key.VerifyHash(hash, signature);

    /// <summary>Whether it made the record's signature.</summary>
    public bool Signed(ChainRecord record) => Verifies(Convert.FromHexString(record.Hash), record.Signature);

    public void Dispose() => key.Dispose();

    internal void Write(string path) => AtomicFile.Write(path, Encoding.ASCII.GetBytes(PemEncoding.WriteString(Label, info) + "\n"));
}
