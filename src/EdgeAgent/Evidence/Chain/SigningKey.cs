using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence.Chain;

/// <summary>
/// The box's own key, ECDSA on P-256, with which its evidence is signed. The private part never leaves the box. Where it is lost or
/// damaged another one is made, and the public part of the one before is kept: it still proves what it signed.
/// </summary>
public sealed class SigningKey : IDisposable
{
    private const string PrivateName = "key.pem";
    internal const string PublicName = "key.pub.pem";

    private readonly ECDsa key;

    private SigningKey(ECDsa key, string folder, bool isNew)
    {
        this.key = key;
        IsNew = isNew;
        Public = new PublicKey(key.ExportSubjectPublicKeyInfo());
        KeepPublic(folder);
        Former = [.. PublicFiles(folder).Where(path => Path.GetFileName(path) != PublicName).Select(TryReadPublic).OfType<PublicKey>()];
    }

    /// <summary>It was made just now.</summary>
    public bool IsNew { get; }

    public PublicKey Public { get; }

    /// <summary>Those that were there before this one.</summary>
    public IReadOnlyList<PublicKey> Former { get; }

    /// <summary>Opens the key in the folder, or makes it, and the public part beside it, which may be given to anybody. One that is damaged is set aside.</summary>
    /// <exception cref="IOException">It can be neither read nor made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may be neither read nor made.</exception>
    public static SigningKey OpenOrMake(string folder)
    {
        var path = Path.Combine(folder, PrivateName);
        var opened = File.Exists(path) ? Read(path) : null;
        var key = opened ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            if (opened is null)
            {
                Directory.CreateDirectory(folder);
                AtomicFile.WritePrivate(path, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            }

            return new SigningKey(key, folder, isNew: opened is null);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The public keys of a folder, the newest and those before it.</summary>
    public static IReadOnlyList<string> PublicFiles(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.pub.pem").Order(StringComparer.Ordinal)] : [];

    /// <param name="hash">SHA-256, 32 bytes.</param>
    /// <returns>The signature, 64 bytes: r and s, as IEEE P1363 has it.</returns>
    public byte[] Sign(ReadOnlySpan<byte> hash) => key.SignHash(hash);

    public void Dispose()
    {
        key.Dispose();
        Public.Dispose();
        foreach (var former in Former)
        {
            former.Dispose();
        }
    }

    // Null where it was damaged, and is out of the way now.
    private static ECDsa? Read(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (key.KeySize == 256 && key.SignHash(new byte[32]).Length == 64)
            {
                return key;
            }
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            // It holds no key that anything can be signed with.
        }

        key.Dispose();
        var number = 1;
        while (File.Exists(Aside(path, number)))
        {
            number++;
        }

        File.Move(path, Aside(path, number));
        return null;
    }

    private static string Aside(string path, int number) => string.Create(CultureInfo.InvariantCulture, $"{path}.damaged-{number}");

    private void KeepPublic(string folder)
    {
        var path = Path.Combine(folder, PublicName);
        using var known = TryReadPublic(path);
        if (known?.Fingerprint == Public.Fingerprint)
        {
            return;
        }

        if (known is not null)
        {
            File.Move(path, Path.Combine(folder, $"key.former-{known.Fingerprint[..12]}.pub.pem"), overwrite: true);
        }

        Public.Write(path);
    }

    private static PublicKey? TryReadPublic(string path)
    {
        try
        {
            return File.Exists(path) ? PublicKey.Read(path) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
