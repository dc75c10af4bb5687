namespace EdgeAgent.Commands.Acceptance;

/// <summary>How one thing stands. The order is that of how much it matters.</summary>
public enum CheckResult
{
    Ok,

    /// <summary>It works; somebody should look at it.</summary>
    Warn,

    /// <summary>The site must not be handed over like this.</summary>
    Fail,
}

/// <summary>One finding of the acceptance test.</summary>
/// <param name="Subject">config, clock, disk, ffmpeg, models, camera, broker, page or rules.</param>
/// <param name="Fix">What to do; null of a line that is OK.</param>
/// <param name="Figures">What was found, for programs; never a login.</param>
/// <param name="Camera">Id of the camera it is about, or null.</param>
public sealed record CheckLine(
    string Subject, CheckResult Result, CheckText Summary, CheckText? Fix, IReadOnlyDictionary<string, object> Figures, string? Camera = null)
{
    internal static CheckLine Ok(string text, params (string Name, object Value)[] values) => From(CheckResult.Ok, text, values);

    internal static CheckLine Warn(string text, params (string Name, object Value)[] values) => From(CheckResult.Warn, text, values);

    internal static CheckLine Fail(string text, params (string Name, object Value)[] values) => From(CheckResult.Fail, text, values);

    private static CheckLine From(CheckResult result, string text, (string Name, object Value)[] values) => new(
        text.Split('.')[0],
        result,
        CheckTexts.Summary(text, values),
        CheckTexts.Fix(text, values),
        values.ToDictionary(value => value.Name, value => CheckTexts.Figure(value.Value)));
}
