using System.Net;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Tests.Cameras.Onvif;

public sealed class FoundCamerasTests
{
    [Test]
    public void Add_SameEndpointTwice_KeepsTheFirst()
    {
        var cameras = new FoundCameras();
        cameras.Add(Camera("urn:uuid:A", "10.0.0.9"));
        cameras.Add(Camera("urn:uuid:a", "10.0.0.10"));

        Assert.That(cameras.ToList().Select(camera => $"{camera.Host}"), Is.EqualTo(new[] { "10.0.0.9" }));
    }

    [Test]
    public void Add_NoEndpoints_KeepsOneOfEachAddressInTheirOrder()
    {
        var cameras = new FoundCameras();
        foreach (var host in new[] { "10.0.0.10", "10.0.0.9", "10.0.0.10" })
        {
            cameras.Add(Camera("", host));
        }

        Assert.That(cameras.ToList().Select(camera => $"{camera.Host}"), Is.EqualTo(new[] { "10.0.0.9", "10.0.0.10" }));
    }

    [Test]
    public void Add_Thousands_Keeps256()
    {
        var cameras = new FoundCameras();
        for (var number = 0; number < 5000; number++)
        {
            cameras.Add(Camera($"urn:uuid:{number}", "10.0.0.9"));
        }

        Assert.That(cameras.ToList(), Has.Count.EqualTo(256));
    }

    private static DiscoveredCamera Camera(string endpoint, string host) =>
        new(endpoint, IPAddress.Parse(host), new Uri($"http://{host}/onvif/device_service"), "", "");
}
