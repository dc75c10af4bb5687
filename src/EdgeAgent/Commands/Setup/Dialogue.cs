using EdgeAgent.Commands.Acceptance;

namespace EdgeAgent.Commands.Setup;

/// <summary>Questions on a terminal, a line at a time, so that it also works over ssh, in cmd.exe and from a file.</summary>
/// <param name="readPassword">Reads a line without showing it; null at the end of the input.</param>
internal sealed class Dialogue(TextReader input, TextWriter screen, Func<string?> readPassword)
{
    /// <summary>The dialogue of this process. Passwords are not shown where a person types them.</summary>
    public static Dialogue OfConsole(TextWriter screen)
    {
        // The console's own reader edits lines itself and gets Chinese letters wrong; the terminal's own editing does not.
        var input = new StreamReader(Console.OpenStandardInput(), Console.InputEncoding);
        return new Dialogue(input, screen, Console.IsInputRedirected ? input.ReadLine : ReadHidden);
    }

    /// <summary>Says a phrase. Values may come from cameras: they lose what does something to a terminal.</summary>
    public void Say(Phrase phrase, params object?[] values) => screen.WriteLine(Words(phrase, values));

    public void SayNothing() => screen.WriteLine();

    /// <exception cref="EndOfInputException">Nobody answers any more.</exception>
    /// <param name="suggested">Taken by Enter; null where there is none.</param>
    /// <param name="refusal">Said when the answer is not accepted.</param>
    public async Task<string> AskAsync(
        Phrase question, string? suggested, Func<string, bool> accepted, Phrase refusal, CancellationToken cancellationToken, params object?[] values)
    {
        while (true)
        {
            screen.Write($"{Words(question, values)}{(string.IsNullOrEmpty(suggested) ? "" : $" [{CheckTexts.Plain(suggested)}]")}: ");
            var answer = await AnswerAsync(input.ReadLine, cancellationToken);
            var taken = answer.Length == 0 ? suggested ?? "" : answer;
            if (accepted(taken))
            {
                return taken;
            }

            Say(refusal);
        }
    }

    /// <summary>A password, as it was typed; empty for just Enter.</summary>
    public async Task<string> PasswordAsync(Phrase question, CancellationToken cancellationToken, params object?[] values)
    {
        screen.Write(Words(question, values) + ": ");
        return await AnswerAsync(readPassword, cancellationToken, trim: false);
    }

    public async Task<bool> ConfirmAsync(Phrase question, bool suggested, CancellationToken cancellationToken, params object?[] values)
    {
        while (true)
        {
            screen.Write($"{Words(question, values)} [{(suggested ? "Y/n" : "y/N")}]: ");
            switch ((await AnswerAsync(input.ReadLine, cancellationToken)).ToLowerInvariant())
            {
                case "":
                    return suggested;
                case "y" or "yes" or "是" or "好":
                    return true;
                case "n" or "no" or "否" or "不":
                    return false;
            }

            Say(Phrase.YesOrNo);
        }
    }

    private static string Words(Phrase phrase, object?[] values) =>
        Phrases.Of(phrase, [.. values.Select(value => value is string text ? CheckTexts.Plain(text) : value)]);

    private async Task<string> AnswerAsync(Func<string?> read, CancellationToken cancellationToken, bool trim = true)
    {
        screen.Flush();

        // Reading blocks and cannot be cancelled; Ctrl+C leaves it behind.
        var answer = await Task.Run(read, CancellationToken.None).WaitAsync(cancellationToken) ?? throw new EndOfInputException();
        return trim ? answer.Trim() : answer;
    }

    private static string? ReadHidden()
    {
        var letters = new System.Text.StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return letters.ToString();
                case ConsoleKey.Backspace:
                    letters.Length = Math.Max(0, letters.Length - 1);
                    break;
                case ConsoleKey.D when key.Modifiers == ConsoleModifiers.Control:
                    return null;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        letters.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}

/// <summary>The input ended before all questions were answered.</summary>
internal sealed class EndOfInputException : Exception;
