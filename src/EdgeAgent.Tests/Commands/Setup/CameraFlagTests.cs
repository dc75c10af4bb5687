using EdgeAgent.Commands;
using EdgeAgent.Commands.Setup;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Commands.Setup;

public sealed class CameraFlagTests
{
    [Test]
    public void Parse_Onvif_TakesTheSharedLogin()
    {
        var camera = CameraFlag.Parse("id=kitchen,name=操作间,onvif=192.168.1.64,zones=floor+bench", "admin", "hunter2");

        Assert.That((camera.Id, camera.Name, camera.Onvif, camera.User, camera.Password), Is.EqualTo(("kitchen", "操作间", "192.168.1.64", "admin", "hunter2")));
        Assert.That(camera.Zones, Is.EqualTo(new[] { "floor", "bench" }));
        Assert.That(camera.ToString(), Does.Not.Contain("hunter2"));
    }

    [Test]
    public void Parse_Brand_GivesItsStreams()
    {
        var camera = CameraFlag.Parse("id=store,brand=dahua,host=192.168.1.65", null, null);

        Assert.That(camera.SubStream, Is.EqualTo("rtsp://192.168.1.65/cam/realmonitor?channel=1&subtype=1"));
        Assert.That(camera.MainStream, Is.EqualTo("rtsp://192.168.1.65/cam/realmonitor?channel=1&subtype=0"));
    }

    [Test]
    public void Parse_BrandAndPort_IsThePortOfItsStreams() => Assert.That(
        CameraFlag.Parse("id=store,brand=tplink,host=camera.local:8554", null, null).SubStream, Is.EqualTo("rtsp://camera.local:8554/stream2"));

    [TestCase("name=x", "id= is missing")]
    [TestCase("id=a,colour=red", "\"colour\" is no key=value; the keys are id, name")]
    [TestCase("kitchen", "\"kitchen\" is no key=value")]
    [TestCase("id=a,id=b", "twice")]
    [TestCase("id=a,brand=acme,host=h", "there is no brand acme; there are hikvision")]
    [TestCase("id=a,brand=dahua", "needs host=")]
    [TestCase("id=a,brand=dahua,host=", "needs host=")]
    [TestCase("id=a,brand=dahua,host=http://192.168.1.64", "needs host=")]
    [TestCase("id=a,brand=dahua,host=me:secret@192.168.1.64", "needs host=")]
    [TestCase("id=a,onvif=http://x y", "onvif= is not an address")]
    [TestCase("id=a,sub=rtsp://h/x,endpoint=urn:uuid:1", "endpoint= needs onvif=")]
    [TestCase("id=a,onvif=h,zones=roof", "there is no zone roof; there are floor")]
    [TestCase("id=a,onvif=h,password-env=EDGEAGENT_NOT_SET", "EDGEAGENT_NOT_SET is not set")]
    public void Parse_CannotBe_SaysWhatAndWhatThereIs(string value, string said) =>
        Assert.That(() => CameraFlag.Parse(value, null, null), Throws.TypeOf<UsageException>().With.Message.Contains(said).And.Message.StartsWith("--camera"));

    [Test]
    public void Parse_AnyText_GivesACameraOrAUsageException()
    {
        var pieces = new[] { "id", "=", ",", "onvif", "brand", "host", "zones", "+", "dahua", "floor", "a", "", "://", "@", "\u001b[2J" };
        var text = from count in Gen.Choose(0, 12) from all in Gen.Elements(pieces).ArrayOf(count) select string.Concat(all);
        Prop.ForAll(text.ToArbitrary(), value =>
        {
            try
            {
                Assert.That(CameraFlag.Parse(value, null, null).Id, Is.Not.Null);
            }
            catch (UsageException error)
            {
                Assert.That(error.Message, Does.StartWith("--camera"));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
