using EdgeAgent.Cameras;

namespace EdgeAgent.Tests.Cameras;

public sealed class PathTemplatesTests
{
    [TestCaseSource(typeof(PathTemplates), nameof(PathTemplates.All))]
    public void Streams_AnyBrand_AreAddressesWithoutALogin(PathTemplate brand)
    {
        var (sub, main) = brand.Streams("camera.local", 8554);
        foreach (var address in new[] { sub, main })
        {
            Assert.That(address, Does.StartWith("rtsp://camera.local:8554/"));
            Assert.That(StreamAddress.Problem(address), Is.Null, address);
            Assert.That(address, Does.Not.Contain("password").IgnoreCase.And.Not.Contain("{"));
        }

        Assert.That(brand.Main, Is.Not.EqualTo(brand.Sub));
    }

    [Test]
    public void All_Always_HasEachIdOnce() => Assert.That(PathTemplates.All.Select(brand => brand.Id), Is.Unique);

    [Test]
    public void Find_Hikvision_GivesItsSubStream() =>
        Assert.That(PathTemplates.Find("hikvision")!.Streams("192.168.1.64", 554).Sub, Is.EqualTo("rtsp://192.168.1.64/Streaming/Channels/102"));
}
