using EdgeAgent.Evidence.Chain;

namespace EdgeAgent.Tests.Evidence.Chain;

public sealed class SigningKeyTests
{
    [Test]
    public void OpenOrMake_KeyIsThere_IsKeptAndForItsOwnerAlone()
    {
        using var scene = new ChainScene();
        using var again = SigningKey.OpenOrMake(scene.Keys);

        Assert.That((scene.Key.IsNew, again.IsNew), Is.EqualTo((true, false)));
        Assert.That(again.Public.Fingerprint, Is.EqualTo(scene.Key.Public.Fingerprint));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(Path.Combine(scene.Keys, "key.pem")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [TestCase("no key")]
    [TestCase("")]
    [TestCase("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void OpenOrMake_FileHoldsNoKey_IsSetAsideAndAnotherMade(string content)
    {
        using var scene = new ChainScene();
        var path = Path.Combine(scene.Keys, "key.pem");
        File.WriteAllText(path, content);

        using var another = SigningKey.OpenOrMake(scene.Keys);

        Assert.That(another.IsNew, Is.True);
        Assert.That(File.ReadAllText(path + ".damaged-1"), Is.EqualTo(content));
        Assert.That(another.Former.Select(key => key.Fingerprint), Is.EqualTo(new[] { scene.Key.Public.Fingerprint }), "it still proves what it signed");
    }

    [Test]
    public void OpenOrMake_OnlyAPublicKeyWithoutItsPrivatePart_DoesNotSign()
    {
        using var scene = new ChainScene();
        File.Copy(Path.Combine(scene.Keys, "key.pub.pem"), Path.Combine(scene.Keys, "key.pem"), overwrite: true);

        using var another = SigningKey.OpenOrMake(scene.Keys);

        Assert.That(another.IsNew, Is.True);
    }

    // What a power cut leaves between the new key and its public part.
    [Test]
    public void OpenOrMake_PublicPartIsOfTheKeyBefore_IsKeptAsSuch()
    {
        using var scene = new ChainScene();
        var before = File.ReadAllText(Path.Combine(scene.Keys, "key.pub.pem"));
        File.Delete(Path.Combine(scene.Keys, "key.pem"));
        SigningKey.OpenOrMake(scene.Keys).Dispose();
        foreach (var former in Directory.GetFiles(scene.Keys, "key.former-*"))
        {
            File.Delete(former);
        }

        File.WriteAllText(Path.Combine(scene.Keys, "key.pub.pem"), before);
        using var opened = SigningKey.OpenOrMake(scene.Keys);

        Assert.That(opened.IsNew, Is.False);
        Assert.That(opened.Former.Select(key => key.Fingerprint), Is.EqualTo(new[] { scene.Key.Public.Fingerprint }));
    }
}
