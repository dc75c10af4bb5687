using Microsoft.Playwright;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>The system's own browser, without anything that would reach for the network.</summary>
internal static class Chromium
{
    private const string Program = "/usr/bin/chromium";

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        if (!File.Exists(Program))
        {
            Assert.Ignore($"{Program} is not installed (Debian package chromium)");
        }

        return playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }
}
