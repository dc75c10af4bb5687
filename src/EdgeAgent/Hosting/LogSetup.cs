using Serilog;
using Serilog.Events;

namespace EdgeAgent.Hosting;

/// <summary>Where log lines go: to standard error for whoever runs the agent, and to files that keep two weeks.</summary>
internal static class LogSetup
{
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";
    private const int FileBytes = 10_000_000;
    private const int FilesKept = 14;

    /// <summary>To standard error alone.</summary>
    public static LoggerConfiguration Console(LoggerConfiguration logging, LogEventLevel console) => logging
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
        .WriteTo.Console(console, Line, standardErrorFromLevel: LogEventLevel.Verbose);

    public static void Configure(LoggerConfiguration logging, string folder, LogEventLevel console) => Console(logging, console)
        .WriteTo.File(
            Path.Combine(folder, "logs", "agent-.log"),
            outputTemplate: Line,
            rollingInterval: RollingInterval.Day,
            rollOnFileSizeLimit: true,
            fileSizeLimitBytes: FileBytes,
            retainedFileCountLimit: FilesKept);
}
