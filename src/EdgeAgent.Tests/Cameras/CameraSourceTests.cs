using EdgeAgent.Cameras;

namespace EdgeAgent.Tests.Cameras;

public sealed class CameraSourceTests
{
    [TestCase("rtsp://h/a", "rtsp://h/a", true)]
    [TestCase("rtsp://h/a", "rtsp://H:554/a", true)]
    [TestCase("rtsp://h/a", "rtsp://h:8554/a", false)]
    [TestCase("rtsp://h/a?channel=1", "rtsp://h/a?channel=2", false)]
    public void IsSameAs_Streams_AreOneByTheirAddress(string one, string other, bool expected) =>
        Assert.That(new CameraSource(one).IsSameAs(new CameraSource(other)), Is.EqualTo(expected));

    [TestCase("h", null, null, "http://h:80/onvif/device_service", null, null, true, Description = "the place written in another way")]
    [TestCase("h", "urn:uuid:A-1", null, "other", "a-1", null, true, Description = "its name counts, and its prefix does not")]
    [TestCase("h", "urn:uuid:a", null, "h", "urn:uuid:b", null, false, Description = "several behind one address")]
    [TestCase("h", "urn:uuid:a", null, "h", null, null, true)]
    [TestCase("h", null, "Channel_1", "h", null, "Channel_2", false, Description = "a recorder")]
    [TestCase("h", null, null, "h:8000", null, null, false)]
    public void IsSameAs_Onvif_AreOneByNameOrElsePlaceAndProfile(
        string one, string? oneName, string? oneProfile, string other, string? otherName, string? otherProfile, bool expected) => Assert.That(
        new CameraSource(null, one, oneName, oneProfile).IsSameAs(new CameraSource(null, other, otherName, otherProfile)), Is.EqualTo(expected));

    [Test]
    public void IsSameAs_StreamWrittenOutBesideOnvif_CountsBeforeIt() => Assert.That(
        new CameraSource("rtsp://h/1", "h").IsSameAs(new CameraSource("rtsp://h/2", "h")), Is.False);

    [Test]
    public void IsSameAs_Recordings_AreNever() => Assert.That(
        CameraSource.Of(new CameraOptions { Clip = new ClipOptions() }).IsSameAs(CameraSource.Of(new CameraOptions { Clip = new ClipOptions() })), Is.False);
}
