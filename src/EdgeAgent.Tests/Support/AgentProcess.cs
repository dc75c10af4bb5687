namespace EdgeAgent.Tests.Support;

/// <summary>The built agent as a process of its own, as on a workshop's box.</summary>
public sealed class AgentProcess : IDisposable
{
    private readonly ChildProcess process;

    private AgentProcess(ChildProcess process) => this.process = process;

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public IReadOnlyList<string> Output => process.Output;

    public IReadOnlyList<string> Errors => process.Errors;

    public static AgentProcess Start(params string[] arguments) => Start(null, arguments);

    public static AgentProcess Start(IReadOnlyDictionary<string, string?>? environment, params string[] arguments) =>
        new(ChildProcess.Start(Dotnet, [AgentAssembly, .. arguments], environment));

    public static AgentProcess StartIn(NetworkNamespace network, params string[] arguments) =>
        new(network.Start(Dotnet, [AgentAssembly, .. arguments]));

    /// <summary>A verb that reads what is typed.</summary>
    public static ChildProcess StartVerb(IReadOnlyDictionary<string, string?>? environment, params string[] arguments) =>
        ChildProcess.Start(Dotnet, [AgentAssembly, .. arguments], environment);

    /// <summary>Runs a verb to its end.</summary>
    /// <returns>The ended process: exit code and all of its output.</returns>
    public static Task<ChildProcess> RunAsync(params string[] arguments) =>
        ChildProcess.RunAsync(Dotnet, [AgentAssembly, .. arguments]);

    /// <summary>Waits for the process to end by itself.</summary>
    public Task<int> ExitAsync() => process.ExitAsync();

    /// <summary>SIGTERM, as systemd stops it.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync()
    {
        process.AskToStop();
        return process.ExitAsync();
    }

    /// <summary>SIGKILL, as a power cut stops it.</summary>
    public void Kill() => process.Kill();

    /// <summary>Both outputs, for the message of a failing test.</summary>
    public string Transcript() => process.Transcript();

    public void Dispose() => process.Dispose();

    /// <summary>The agent's assembly, for those who start it by other means.</summary>
    public static string AgentAssembly => typeof(EdgeAgent.Hosting.Program).Assembly.Location;

    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
