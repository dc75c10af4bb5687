using System.CommandLine;
using EdgeAgent.Detection.Teaching;

namespace EdgeAgent.Commands;

/// <summary>The option <c>--head</c> of what is taught.</summary>
internal sealed class HeadOption : Option<string>
{
    private static readonly string Heads = string.Join(", ", TeachableHead.All.Select(head => head.Name));

    public HeadOption()
        : base("--head")
    {
        Description = $"What is taught: {Heads}.";
        Required = true;
    }

    /// <exception cref="UsageException">There is no such head to be taught.</exception>
    public TeachableHead Of(ParseResult parsed) =>
        TeachableHead.Find(parsed.GetRequiredValue(this)) ?? throw new UsageException($"--head {parsed.GetRequiredValue(this)}: there are {Heads}");
}
