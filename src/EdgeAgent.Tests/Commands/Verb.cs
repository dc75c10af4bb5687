using System.CommandLine;

namespace EdgeAgent.Tests.Commands;

/// <summary>Runs a verb within the test and keeps what it says.</summary>
internal static class Verb
{
    public static (int Exit, string Output, string Error) Invoke(Command verb, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = verb.Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }
}
