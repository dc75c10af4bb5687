using System.CommandLine;
using EdgeAgent.Configuration;

namespace EdgeAgent.Commands;

/// <summary><c>schema config</c>: the JSON schema of config.json.</summary>
public static class SchemaCommand
{
    public static Command Create()
    {
        var config = new Command("config", "The JSON schema of config.json.");
        config.SetAction(_ => Console.Out.WriteLine(ConfigurationSchema.Write()));
        return new Command("schema", "Machine-readable descriptions.") { config };
    }
}
