using System.Security.Cryptography;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence.Chain;

/// <summary>The box's own key, ECDSA on P-256, with which its evidence is signed. The private part never leaves the box.</summary>
public sealed class SigningKey : IDisposable
{
    private const string PrivateName = "key.pem";
    internal const string PublicName = "key.pub.pem";

    private readonly ECDsa key;

    private SigningKey(ECDsa key, bool isNew)
    {
        this.key = key;
        IsNew = isNew;
        Public = new PublicKey(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>It was made just now.</summary>
    public bool IsNew { get; }

    public PublicKey Public { get; }

    /// <summary>Opens the key in the folder, or makes it, and the public part beside it, which may be given to anybody.</summary>
    /// <exception cref="IOException">It can be neither read nor made.</exception>
    /// <exception cref="InvalidDataException">The file holds no such key.</exception>
    public static SigningKey OpenOrMake(string folder)
    {
        var path = Path.Combine(folder, PrivateName);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            var isNew = !File.Exists(path);
            if (isNew)
            {
                Directory.CreateDirectory(folder);
                AtomicFile.WritePrivate(path, System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            }
            else
            {
                key.ImportFromPem(File.ReadAllText(path));
            }

            var opened = new SigningKey(key, isNew);
            opened.Public.Write(Path.Combine(folder, PublicName));
            return opened;
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidDataException($"{path} holds no key that evidence can be signed with: {error.Message}", error);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <param name="hash">SHA-256, 32 bytes.</param>
    /// <returns>The signature, 64 bytes: r and s, as IEEE P1363 has it.</returns>
    public byte[] Sign(ReadOnlySpan<byte> hash) => key.SignHash(hash);

    public void Dispose() => key.Dispose();
}
