using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Tests.Cameras.Onvif;

public sealed class HttpLoginTests
{
    private static readonly Uri Page = new("http://192.168.1.64/dir/index.html");

    [Test]
    public void Digest_ExampleOfRfc2617_IsTheirResponse()
    {
        var challenge = HttpChallenge.Parse([
            """Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41" """])[0];
        var answer = HttpLogin.Digest(challenge, new CameraLogin("Mufasa", "Circle Of Life"), HttpMethod.Get, Page, "0a4f113b");

        Assert.That(answer, Does.Contain("response=\"6629fae49393a05397450978507c4ef1\"").And.Contain("qop=auth")
            .And.Contain("opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""));
    }

    [TestCase("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [TestCase("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void Digest_ExampleOfRfc7616_IsTheirResponse(string algorithm, string expected)
    {
        var challenge = HttpChallenge.Parse([
            $"""Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe" """])[0];
        var answer = HttpLogin.Digest(
            challenge, new CameraLogin("Mufasa", "Circle of Life"), HttpMethod.Get, Page, "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

        Assert.That(answer, Does.Contain($"response=\"{expected}\""));
    }

    [Test]
    public void Digest_SeveralOffered_TakesTheStrongestThatIsKnown()
    {
        var challenges = HttpChallenge.Parse([
            """Digest realm="a", nonce="1", algorithm=SHA-512-256, Digest realm="a", nonce="2", algorithm=MD5""",
            """Digest realm="a", nonce="3", algorithm=SHA-256""", "Basic realm=\"a\""]);

        Assert.That(HttpLogin.Digest(challenges, new CameraLogin("u", "p"), HttpMethod.Get, Page), Does.Contain("nonce=\"3\""));
    }

    [TestCase("Basic realm=\"a\"")]
    [TestCase("Digest realm=\"a\"", Description = "no nonce")]
    [TestCase("Digest realm=\"a\", nonce=\"1\", algorithm=SHA-512-256")]
    [TestCase("Bearer")]
    public void Digest_NoneThatCanBeAnswered_IsNull(string header) =>
        Assert.That(HttpLogin.Digest(HttpChallenge.Parse([header]), new CameraLogin("u", "p"), HttpMethod.Get, Page), Is.Null);

    [Test]
    public void Parse_QuotesInQuotes_AreRead()
    {
        var challenge = HttpChallenge.Parse(["Digest realm=\"the \\\"back\\\" door, left\" ,nonce=abc"])[0];

        Assert.That(challenge["realm"], Is.EqualTo("the \"back\" door, left"));
        Assert.That(challenge["nonce"], Is.EqualTo("abc"));
    }

    [Test]
    public void Basic_NotAskedFor_IsNull() =>
        Assert.That(HttpLogin.Basic(HttpChallenge.Parse(["Digest realm=\"a\", nonce=\"1\""]), new CameraLogin("u", "p")), Is.Null);
}
