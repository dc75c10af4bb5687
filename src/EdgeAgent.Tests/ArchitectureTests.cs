using NetArchTest.Rules;

namespace EdgeAgent.Tests;

/// <summary>The rooms' one-way direction: each may use only rooms above it.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Rooms =
    [
        "Geometry", "Storage", "Cameras", "Video", "Detection", "Tracking", "Rules", "Recording", "Evidence",
        "Compliance", "Uplink", "Pipeline", "StatusPage", "Configuration", "Remote", "Commands", "Hosting",
    ];

    private static IEnumerable<string> RoomsAboveOthers => Rooms.SkipLast(1);

    // The last room may use all others.
    [TestCaseSource(nameof(RoomsAboveOthers))]
    public void Room_Always_UsesOnlyRoomsAboveIt(string room)
    {
        var below = Rooms.SkipWhile(name => name != room).Skip(1).Select(name => $"EdgeAgent.{name}").ToArray();
        var result = Types.InAssembly(typeof(EdgeAgent.Hosting.Program).Assembly)
            .That().ResideInNamespace($"EdgeAgent.{room}")
            .ShouldNot().HaveDependencyOnAny(below)
            .GetResult();

        Assert.That(result.FailingTypeNames ?? [], Is.Empty);
    }

    [Test]
    public void Assembly_Always_HasNoTypeOutsideTheRooms()
    {
        var strangers = typeof(EdgeAgent.Hosting.Program).Assembly.GetTypes()
            .Where(type => type.Namespace is { } name && name.StartsWith("EdgeAgent", StringComparison.Ordinal))
            .Where(type => !Rooms.Contains(type.Namespace!.Split('.').ElementAtOrDefault(1)))
            .Select(type => type.FullName);

        Assert.That(strangers, Is.Empty);
    }

    [Test]
    public void Assembly_Always_HasThreeInterfaces()
    {
        var interfaces = typeof(EdgeAgent.Hosting.Program).Assembly.GetTypes()
            .Where(type => type is { IsInterface: true, IsNested: false })
            .Select(type => type.Name);

        Assert.That(interfaces, Is.EquivalentTo(new[] { "IFrameSource", "IDetector", "IRule" }));
    }
}
