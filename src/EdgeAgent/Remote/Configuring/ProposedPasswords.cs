using System.Text.Json.Nodes;
using EdgeAgent.Configuration;
using EdgeAgent.Storage;

namespace EdgeAgent.Remote.Configuring;

/// <summary>What becomes of the confidential texts in a configuration that the centre sends.</summary>
/// <param name="Kept">Ids of the cameras that keep the password that the box has.</param>
/// <param name="New">Entries for the secrets file.</param>
internal sealed record ProposedPasswords(IReadOnlySet<string> Kept, IReadOnlyDictionary<string, string?> New, IReadOnlyList<ConfigurationProblem> Problems)
{
    private const int Longest = 256;

    /// <summary>Puts back what the centre was not shown, and takes out the passwords that it sends.</summary>
    /// <param name="root">Changed in place.</param>
    public static ProposedPasswords Settle(JsonObject root, JsonObject present, SecretsFile secrets)
    {
        var before = ConfidentialText.In(present);
        HashSet<string> kept = [];
        Dictionary<string, string?> added = [];
        List<ConfigurationProblem> problems = [];
        foreach (var text in ConfidentialText.In(root))
        {
            if (before.FirstOrDefault(text.IsSameAs) is { } same && same.Shown == text.Text)
            {
                text.Text = same.Text;
                if (text is { IsPassword: true, Camera: { } camera })
                {
                    kept.Add(camera);
                }
            }
            else if (Problem(text) is { } problem)
            {
                problems.Add(new(text.Path, problem));
            }
            else if (text is { IsPassword: true, Text: { Length: > 0 } password })
            {
                var entry = FreeEntry(text.Camera!, name => added.ContainsKey(name) || secrets.Find(name) is not null);
                added[entry] = password;
                text.Text = Secret.Entry(entry);
            }
        }

        return new(kept, added, problems);
    }

    private static string? Problem(ConfidentialText text)
    {
        if (text.IsHidden)
        {
            return $"{ConfidentialText.Hidden} stands for what the box has here, and it has nothing like that; write it out";
        }

        if (!text.IsPassword)
        {
            return null;
        }

        var secret = new Secret(text.Text);
        return text.Camera is null ? "may be changed at the box only"
            : secret.IsElsewhere || secret.EntryName is not null ? "must be the password itself: what env:, file: and secret: name is the box's own"
            : text.Text.Length > Longest ? $"must be {Longest} letters at most"
            : null;
    }

    // A new name each time: the present password is still there when the change is undone.
    private static string FreeEntry(string camera, Func<string, bool> isTaken)
    {
        var entry = camera;
        for (var number = 2; isTaken(entry); number++)
        {
            entry = $"{camera}.{number}";
        }

        return entry;
    }
}
