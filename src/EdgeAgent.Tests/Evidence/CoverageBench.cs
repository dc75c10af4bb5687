using EdgeAgent.Evidence;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging;

namespace EdgeAgent.Tests.Evidence;

/// <summary>A coverage ledger on real files.</summary>
internal sealed class CoverageBench : IDisposable
{
    private readonly TempFolder folder = new();

    public CoverageBench(string zone = "Asia/Shanghai", string? root = null)
    {
        Root = root ?? folder.File("coverage");
        Days = new LocalDays(TimeZoneInfo.FindSystemTimeZoneById(zone));
        Ledger = Again();
    }

    public string Root { get; }

    public LocalDays Days { get; }

    public CoverageLedger Ledger { get; }

    /// <summary>What was told in the log as an error.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>As after a restart.</summary>
    public CoverageLedger Again() => new(Root, Days, new ErrorLog(Errors));

    public string PathOf(string day, string file) => Path.Combine(Root, day, file);

    public void Dispose() => folder.Dispose();

    private sealed class ErrorLog(List<string> errors) : ILogger<CoverageLedger>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            errors.Add(formatter(state, exception));
    }
}
