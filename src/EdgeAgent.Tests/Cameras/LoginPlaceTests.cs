using EdgeAgent.Cameras;

namespace EdgeAgent.Tests.Cameras;

public sealed class LoginPlaceTests
{
    [TestCase("rtsp://192.168.1.64/main", "192.168.1.64:554")]
    [TestCase("rtsp://192.168.1.64:554/main", "192.168.1.64:554")]
    [TestCase("rtsp://CAM.local:8554/main", "cam.local:8554")]
    [TestCase("rtsps://192.168.1.64/main", "192.168.1.64:322")]
    public void OfStream_Address_HasItsPortWrittenOrNot(string address, string host) =>
        Assert.That(LoginPlace.OfStream(address, "kitchen").Host, Is.EqualTo(host));
}
