using System.Net;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Tests.Cameras.Onvif;

public sealed class DiscoveredCameraTests
{
    [TestCase("urn:uuid:5f5a69c2", "urn:uuid:5f5a69c2", true)]
    [TestCase("urn:uuid:5f5a69c2", "UUID:5F5A69C2", true)]
    [TestCase("uuid:5f5a69c2", "urn:uuid:5f5a69c2", true)]
    [TestCase("5f5a69c2", "urn:uuid:5f5a69c2", true)]
    [TestCase("urn:uuid:5f5a69c2", "urn:uuid:5f5a69c3", false)]
    [TestCase("http://10.0.0.9:80/1", "http://10.0.0.8:80/1", false)]
    [TestCase("", "urn:uuid:5f5a69c2", false)]
    [TestCase("", "", false)]
    public void IsNamed_Endpoint_IsTheSameHoweverItsPrefixIsSpelt(string told, string configured, bool expected) => Assert.That(
        new DiscoveredCamera(told, IPAddress.Loopback, new Uri("http://127.0.0.1/"), "", "").IsNamed(configured), Is.EqualTo(expected));
}
