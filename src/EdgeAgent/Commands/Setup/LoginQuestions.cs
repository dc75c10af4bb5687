using EdgeAgent.Cameras;
using EdgeAgent.Video;

namespace EdgeAgent.Commands.Setup;

/// <summary>
/// Second step: the login. One password is tried at all cameras first, for most installers use one; only a camera that
/// refuses it is asked about. No login is tried twice at a camera, for a few wrong ones lock the account; over ONVIF one
/// try may show it twice, as digest and as token.
/// </summary>
internal sealed class LoginQuestions(Dialogue dialogue, SetupFlags flags, VideoOptions video, TimeProvider time)
{
    private const string UsualUser = "admin";

    /// <returns>The cameras that are taken, in their order.</returns>
    public async Task<IReadOnlyList<TriedCamera>> AskAsync(IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        var user = await dialogue.AskAsync(Phrase.User, flags.User ?? UsualUser, _ => true, Phrase.BadChoice, cancellationToken);
        var password = flags.Password ?? await dialogue.PasswordAsync(Phrase.PasswordForAll, cancellationToken);
        dialogue.Say(Phrase.LoggingIn, candidates.Count);
        var login = new CameraLogin(user, password);
        var tried = await Task.WhenAll(candidates.Select(async candidate => new TriedCamera(candidate, login, await TryAsync(candidate, login, cancellationToken))));

        var taken = new List<TriedCamera>();
        foreach (var camera in tried)
        {
            if (await SettleAsync(camera, cancellationToken) is { } settled)
            {
                taken.Add(settled);
            }
        }

        return taken;
    }

    private async Task<TriedCamera?> SettleAsync(TriedCamera camera, CancellationToken cancellationToken)
    {
        var shown = new HashSet<CameraLogin> { camera.Login };
        while (!camera.Trial.IsIn && await AnotherAsync(camera, shown, cancellationToken) is { } another)
        {
            camera = another with { Trial = await TryAsync(another.Camera, another.Login, cancellationToken) };
        }

        if (camera.Trial.IsIn)
        {
            dialogue.Say(Phrase.LoggedIn, camera.Camera.Place, camera.Trial.Words);
            return camera;
        }

        if (await dialogue.ConfirmAsync(Phrase.AddAnyway, false, cancellationToken, camera.Camera.Place))
        {
            return camera;
        }

        dialogue.Say(Phrase.LeftOut, camera.Camera.Place);
        return null;
    }

    /// <summary>Says what is wrong and asks for what could be right: another login, or another path where that was only guessed.</summary>
    /// <returns>Null when there is nothing more to try.</returns>
    private async Task<TriedCamera?> AnotherAsync(TriedCamera camera, HashSet<CameraLogin> shown, CancellationToken cancellationToken)
    {
        var candidate = camera.Camera;
        if (camera.Trial.IsRefused)
        {
            dialogue.Say(Phrase.LoginRefused, candidate.Place);
            return await AnotherLoginAsync(camera, shown, cancellationToken) is { } login ? camera with { Login = login } : null;
        }

        dialogue.Say(Phrase.TrialFailed, candidate.Place, camera.Trial.Words);
        return candidate.Service is null && await dialogue.ConfirmAsync(Phrase.OtherStream, true, cancellationToken, candidate.Place)
            ? camera with { Camera = await new StreamQuestions(dialogue).AskAgainAsync(candidate, cancellationToken) }
            : null;
    }

    private async Task<CameraLogin?> AnotherLoginAsync(TriedCamera camera, HashSet<CameraLogin> shown, CancellationToken cancellationToken)
    {
        while (true)
        {
            var user = await dialogue.AskAsync(Phrase.OtherUser, camera.Login.User, _ => true, Phrase.BadChoice, cancellationToken, camera.Camera.Place);
            var password = await dialogue.PasswordAsync(Phrase.OtherPassword, cancellationToken, camera.Camera.Place);
            if (password.Length == 0)
            {
                return null;
            }

            var login = new CameraLogin(user, password);
            if (shown.Add(login))
            {
                return login;
            }

            dialogue.Say(Phrase.SamePassword);
        }
    }

    private Task<CameraTrial> TryAsync(Candidate camera, CameraLogin login, CancellationToken cancellationToken) => camera.Service is { } service
        ? CameraTrial.OfOnvifAsync(service, login, video, time, cancellationToken)
        : CameraTrial.OfStreamAsync(camera.SubStream!, login, video, time, cancellationToken);
}
