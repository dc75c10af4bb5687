using System.Security.Cryptography;
using System.Text;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence.Chain;

/// <summary>The public part of a box's key: enough to check its evidence, and of no use for making any.</summary>
public sealed class PublicKey
{
    private const string Label = "PUBLIC KEY";

    private readonly byte[] info;

    /// <param name="info">X.509 SubjectPublicKeyInfo, DER.</param>
    internal PublicKey(byte[] info)
    {
        this.info = info;
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

    /// <summary>Whether the box signed the hash.</summary>
    /// <param name="hash">SHA-256, 32 bytes.</param>
    public bool Verifies(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(info, out _);
        return signature.Length == 64 && key.VerifyHash(hash, signature);
    }

    internal void Write(string path)
    {
        var pem = Encoding.ASCII.GetBytes(PemEncoding.WriteString(Label, info) + "\n");
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(pem))
        {
            AtomicFile.Write(path, pem);
        }
    }
}
