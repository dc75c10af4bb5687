using EdgeAgent.Cameras;

namespace EdgeAgent.Commands.Setup;

/// <summary>What is asked about a camera at which the first login did not do: another login, or another path where that was only guessed.</summary>
internal sealed class RefusedCameraQuestions(Dialogue dialogue, ChosenCameras chosen, CameraTrials trials)
{
    /// <param name="first">The login that all cameras were tried with first.</param>
    /// <returns>Null when it is left out.</returns>
    public async Task<TriedCamera?> SettleAsync(TriedCamera camera, CameraLogin first, CancellationToken cancellationToken)
    {
        HashSet<CameraLogin> shown = camera.Login == first ? [] : [first];
        Note(camera, shown);
        while (!camera.Trial.IsIn && await AnotherAsync(camera, shown, cancellationToken) is { } another)
        {
            camera = another with { Trial = await trials.OfAsync(another.Camera, another.Login, cancellationToken) };
            Note(camera, shown);
        }

        if (camera.Trial.IsIn)
        {
            dialogue.Say(Phrase.LoggedIn, camera.Camera.Label, camera.Trial.Words);
            return camera;
        }

        var isKnown = camera.Camera.Id is not null;
        if (await dialogue.ConfirmAsync(isKnown ? Phrase.KeepLoginAnyway : Phrase.AddAnyway, false, cancellationToken, camera.Camera.Label))
        {
            return camera;
        }

        dialogue.Say(isKnown ? Phrase.LoginStays : Phrase.LeftOut, camera.Camera.Label);
        return null;
    }

    private static void Note(TriedCamera camera, HashSet<CameraLogin> shown)
    {
        if (!camera.Trial.IsHeldBack)
        {
            shown.Add(camera.Login);
        }
    }

    private void Tell(TriedCamera camera)
    {
        if (camera.Trial.IsHeldBack)
        {
            dialogue.Say(Phrase.TrialFailed, camera.Camera.Label, camera.Trial.Problem);
        }
        else
        {
            dialogue.Say(Phrase.LoginRefused, camera.Camera.Label);
        }
    }

    /// <summary>Says what is wrong and asks for what could be right.</summary>
    /// <returns>Null when there is nothing more to try.</returns>
    private async Task<TriedCamera?> AnotherAsync(TriedCamera camera, HashSet<CameraLogin> shown, CancellationToken cancellationToken)
    {
        var candidate = camera.Camera;
        if (camera.Trial.IsRefused)
        {
            Tell(camera);
            return await AnotherLoginAsync(camera, shown, cancellationToken) is { } login ? camera with { Login = login } : null;
        }

        dialogue.Say(Phrase.TrialFailed, candidate.Label, camera.Trial.Problem);
        while (candidate.Service is null && await dialogue.ConfirmAsync(Phrase.OtherStream, true, cancellationToken, candidate.Label))
        {
            if (await new StreamQuestions(dialogue).AskAgainAsync(candidate, cancellationToken) is not { } other)
            {
                return null;
            }

            if (chosen.TryReplace(candidate, other))
            {
                return camera with { Camera = other };
            }
        }

        return null;
    }

    private async Task<CameraLogin?> AnotherLoginAsync(TriedCamera camera, HashSet<CameraLogin> shown, CancellationToken cancellationToken)
    {
        var place = camera.Camera.Label;
        while (true)
        {
            var user = await dialogue.AskAsync(Phrase.OtherUser, camera.Login.User, _ => true, Phrase.BadChoice, cancellationToken, place);
            var password = await dialogue.PasswordAsync(
                camera.Camera.Id is null ? Phrase.OtherPassword : Phrase.OtherPasswordOfKnown, cancellationToken, place);
            if (password.Length == 0)
            {
                return null;
            }

            var login = new CameraLogin(user, password);
            if (!shown.Contains(login))
            {
                return login;
            }

            dialogue.Say(Phrase.SamePassword);
        }
    }
}
