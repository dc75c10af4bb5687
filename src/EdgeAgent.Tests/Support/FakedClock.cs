using System.Globalization;

namespace EdgeAgent.Tests.Support;

/// <summary>
/// A clock for another process that can be set while it runs: Debian's libfaketime before its calls of the real one. What
/// counts on evenly, such as timers and timestamps, is left alone.
/// </summary>
internal sealed class FakedClock : IDisposable
{
    private readonly TempFolder folder = new();

    /// <param name="shows">What it shows at first.</param>
    public FakedClock(DateTimeOffset shows)
    {
        var library = Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);
        if (library is null)
        {
            Assert.Ignore("Debian's package faketime is not installed");
        }

        Environment = new Dictionary<string, string?>
        {
            ["LD_PRELOAD"] = library,
            ["FAKETIME_TIMESTAMP_FILE"] = folder.File("offset"),
            ["FAKETIME_NO_CACHE"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
        Set(shows);
    }

    /// <summary>With these variables a process has this clock, and so have its children.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>();

    /// <summary>Lets it show another time from now on.</summary>
    public void Set(DateTimeOffset shows)
    {
        var seconds = (long)(shows - TimeProvider.System.GetUtcNow()).TotalSeconds;
        File.WriteAllText(folder.File("next"), string.Create(CultureInfo.InvariantCulture, $"{seconds:+0;-0;+0}\n"));
        File.Move(folder.File("next"), folder.File("offset"), overwrite: true);
    }

    public void Dispose() => folder.Dispose();
}
