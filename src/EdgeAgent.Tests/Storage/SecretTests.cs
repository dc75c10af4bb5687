using System.Text.Json;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Storage;

public sealed class SecretTests
{
    [Test]
    public void Reveal_PlainText_IsTheText() => Assert.That(new Secret("hunter2").Reveal(), Is.EqualTo("hunter2"));

    [Test]
    public void Reveal_EnvironmentVariable_IsItsValue()
    {
        var name = $"EDGEAGENT_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(name, "hunter2");
        try
        {
            Assert.That(new Secret($"env:{name}").Reveal(), Is.EqualTo("hunter2"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Test]
    public void Reveal_File_IsItsFirstLine()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("password"), "hunter2\nnote\n");

        Assert.That(new Secret($"file:{folder.File("password")}").Reveal(), Is.EqualTo("hunter2"));
    }

    [TestCase("env:EDGEAGENT_NOT_SET", "EDGEAGENT_NOT_SET")]
    [TestCase("env:", "environment variable")]
    [TestCase("file:/nowhere/password", "/nowhere/password")]
    [TestCase("file:/", "secret file /")]
    [TestCase("file:", "secret file")]
    public void Reveal_NotThere_NamesWhatIsMissing(string source, string named) =>
        Assert.That(() => new Secret(source).Reveal(), Throws.TypeOf<InvalidDataException>().With.Message.Contains(named));

    [Test]
    public void ToString_AndJson_ShowNothing()
    {
        var secret = new Secret("hunter2");

        Assert.That($"{secret}", Is.EqualTo("***"));
        Assert.That(JsonSerializer.Serialize(new { secret }), Is.EqualTo("""{"secret":"***"}"""));
    }
}
