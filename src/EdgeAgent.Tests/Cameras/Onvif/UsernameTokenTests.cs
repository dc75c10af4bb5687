using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Tests.Cameras.Onvif;

public sealed class UsernameTokenTests
{
    [Test]
    public void Create_ExampleOfTheOnvifProgrammersGuide_IsTheirDigest()
    {
        var token = UsernameToken.Create(
            new CameraLogin("user", "userpassword"), DateTimeOffset.Parse("2010-09-16T07:50:45Z"), Convert.FromBase64String("LKqI6G/AikKCQrN0zqZFlg=="));

        Assert.That(token.Text("UsernameToken", "Username"), Is.EqualTo("user"));
        Assert.That(token.Text("UsernameToken", "Password"), Is.EqualTo("tuOSpGlFlIXsozq4HFNeeGeFLEI="));
        Assert.That(token.Text("UsernameToken", "Created"), Is.EqualTo("2010-09-16T07:50:45Z"));
    }

    [Test]
    public void Create_TimeOfAnotherZone_IsToldInUtc() => Assert.That(
        UsernameToken.Create(new CameraLogin("user", ""), DateTimeOffset.Parse("2026-05-04T08:00:00+08:00")).Text("UsernameToken", "Created"),
        Is.EqualTo("2026-05-04T00:00:00Z"));

    [Test]
    public void Create_Twice_HasAnotherNonce()
    {
        var login = new CameraLogin("user", "word");
        var now = DateTimeOffset.UnixEpoch;

        Assert.That(Nonce(login, now), Is.Not.EqualTo(Nonce(login, now)));
    }

    private static string Nonce(CameraLogin login, DateTimeOffset now) => UsernameToken.Create(login, now).Text("UsernameToken", "Nonce");
}
