using System.Text.Json.Nodes;
using EdgeAgent.Commands;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Support.Onvif;

namespace EdgeAgent.Tests.Commands;

public sealed class DiscoverCommandTests
{
    [Test]
    public async Task Discover_AddressOfACamera_PrintsItForMachinesAndTalksToPeopleElsewhere()
    {
        await using var camera = await OnvifCamera.StartAsync();

        var (exit, output, error) = Verb.Invoke(DiscoverCommand.Create(), "--address", camera.Address, "--json");

        Assert.That(exit, Is.Zero, error);
        Assert.That((string?)JsonNode.Parse(output)![0]!["deviceService"], Is.EqualTo(camera.DeviceService.AbsoluteUri));
        Assert.That(error, Does.StartWith($"正在询问 {camera.Address}").And.Contain($"Asking {camera.Address}"));
    }

    [Test]
    public void Discover_AddressOfNobody_SaysWhatToCheck()
    {
        var (exit, output, error) = Verb.Invoke(DiscoverCommand.Create(), "--address", $"127.0.0.1:{FreePort.Next()}");

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(error, Does.Contain("没有 ONVIF 应答").And.Contain("Is ONVIF switched on"));
    }

    [TestCase("--seconds 0", "--seconds must be from 1 to 120")]
    [TestCase("--address me:secret@10.0.0.1", "--address must not hold the login")]
    [TestCase("--address rtsp://10.0.0.1/", "--address is not an address")]
    public void Discover_WrongUsage_NamesTheOption(string arguments, string problem)
    {
        var errors = DiscoverCommand.Create().Parse(arguments.Split(' ')).Errors.Select(error => error.Message).ToList();

        Assert.That(errors, Has.Some.Contains(problem).And.None.Contains("secret"));
    }
}
