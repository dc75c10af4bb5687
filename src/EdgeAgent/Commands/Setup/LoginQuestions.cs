using EdgeAgent.Cameras;

namespace EdgeAgent.Commands.Setup;

/// <summary>
/// Second step: the login. One password is tried at all cameras first, for most installers use one; only a camera that
/// refuses it is asked about, and what worked there is tried once at the others that refused. No login is tried twice at a
/// camera, for a few wrong ones lock the account; over ONVIF one try may show it twice, see <see cref="CameraTrials"/>.
/// </summary>
internal sealed class LoginQuestions(Dialogue dialogue, SetupFlags flags, ChosenCameras chosen, CameraTrials trials)
{
    private const string UsualUser = "admin";

    private readonly RefusedCameraQuestions refused = new(dialogue, chosen, trials);

    /// <returns>The cameras that are taken. Those of the file are asked about by the user that they have there.</returns>
    public async Task<IReadOnlyList<TriedCamera>> AskAsync(CancellationToken cancellationToken)
    {
        var taken = new List<TriedCamera>();
        foreach (var cameras in chosen.All.GroupBy(camera => (IsKnown: camera.Id is not null, camera.User)).Select(group => group.ToList()).ToList())
        {
            if (await LoginAsync(cameras, cancellationToken) is { } login)
            {
                taken.AddRange(await SettleAsync(cameras, login, cancellationToken));
            }
        }

        return taken;
    }

    /// <returns>Null where the login of cameras of the file stays as it is.</returns>
    private async Task<CameraLogin?> LoginAsync(List<Candidate> cameras, CancellationToken cancellationToken)
    {
        var isKnown = cameras[0].Id is not null;
        var ids = string.Join(", ", cameras.Select(camera => camera.Id));
        var user = await dialogue.AskAsync(
            isKnown ? Phrase.OtherUser : Phrase.User, flags.User ?? cameras[0].User ?? UsualUser, _ => true, Phrase.BadChoice, cancellationToken, ids);
        var password = flags.Password ?? await dialogue.PasswordAsync(isKnown ? Phrase.NewPassword : Phrase.PasswordForAll, cancellationToken, ids);
        if (isKnown && password.Length == 0)
        {
            dialogue.Say(Phrase.LoginStays, ids);
            return null;
        }

        // Pressed by mistake, Enter would be a wrong login at every camera.
        return password.Length > 0 || user.Length == 0 || await dialogue.ConfirmAsync(Phrase.NoPassword, false, cancellationToken)
            ? new CameraLogin(user, password)
            : await LoginAsync(cameras, cancellationToken);
    }

    private async Task<List<TriedCamera>> SettleAsync(List<Candidate> cameras, CameraLogin login, CancellationToken cancellationToken)
    {
        dialogue.Say(Phrase.LoggingIn, cameras.Count);
        var tried = await TryAsync(cameras, login, cancellationToken);
        var taken = new List<TriedCamera>();
        for (var index = 0; index < tried.Length; index++)
        {
            if (await refused.SettleAsync(tried[index], login, cancellationToken) is not { } settled)
            {
                continue;
            }

            taken.Add(settled);
            if (settled.Trial.IsIn && settled.Login != login)
            {
                await PassOnAsync(settled.Login, tried.AsMemory(index + 1), login, cancellationToken);
            }
        }

        return taken;
    }

    /// <summary>The first password may have been mistyped. The one that worked is tried at whoever has seen no other yet: once, lest an account be locked.</summary>
    private async Task PassOnAsync(CameraLogin worked, Memory<TriedCamera> left, CameraLogin login, CancellationToken cancellationToken)
    {
        var places = Enumerable.Range(0, left.Length).Where(index => left.Span[index] is { Trial.IsRefused: true } camera && camera.Login == login).ToList();
        if (places.Count == 0)
        {
            return;
        }

        dialogue.Say(Phrase.PassedOn, places.Count);
        var again = await TryAsync(places.Select(index => left.Span[index].Camera), worked, cancellationToken);
        foreach (var (number, index) in places.Index())
        {
            left.Span[index] = again[number];
        }
    }

    private Task<TriedCamera[]> TryAsync(IEnumerable<Candidate> cameras, CameraLogin login, CancellationToken cancellationToken) =>
        Task.WhenAll(cameras.Select(async camera => new TriedCamera(camera, login, await trials.OfAsync(camera, login, cancellationToken))));
}
