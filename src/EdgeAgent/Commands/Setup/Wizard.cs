namespace EdgeAgent.Commands.Setup;

/// <summary>The setup of an installer: everything is asked, in five steps.</summary>
/// <param name="pictures">Folder for a picture of each camera.</param>
internal sealed class Wizard(Dialogue dialogue, SetupFlags flags, ConfigurationDraft draft, CameraTrials trials, string pictures, TimeProvider time)
{
    public async Task<SetupPlan> PlanAsync(CancellationToken cancellationToken)
    {
        dialogue.Say(Phrase.Welcome);
        dialogue.Say(draft.IsNew ? Phrase.NewFile : Phrase.KnownFile, Path.GetFullPath(draft.File), draft.Cameras.Count);

        Begin(Phrase.StepCameras);
        var chosen = new ChosenCameras(dialogue, draft, flags.Cameras);
        var search = new CameraQuestions(dialogue, draft, chosen, time);
        await search.AskAsync(cancellationToken);
        var tried = await LogInAsync(chosen, cancellationToken);
        List<CameraDraft> known = [.. tried.Where(camera => camera.Camera.Id is not null).Select(camera => camera.ToDraft(camera.Camera.Id!))];
        List<CameraDraft> cameras =
        [
            .. flags.Cameras,
            .. search.Moved.Where(moved => !known.Exists(camera => camera.Id == moved.Id)),
            .. known,
            .. await NameAsync([.. tried.Where(camera => camera.Camera.Id is null)], cancellationToken),
        ];

        Begin(Phrase.StepSite);
        return new SetupPlan(await new SiteQuestions(dialogue, flags.Site, draft, time).AskAsync(cancellationToken), cameras);
    }

    private async Task<IReadOnlyList<TriedCamera>> LogInAsync(ChosenCameras chosen, CancellationToken cancellationToken)
    {
        if (chosen.All.Count == 0)
        {
            return [];
        }

        Begin(Phrase.StepLogin);
        return await new LoginQuestions(dialogue, flags, chosen, trials).AskAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<CameraDraft>> NameAsync(IReadOnlyList<TriedCamera> fresh, CancellationToken cancellationToken)
    {
        var named = new List<CameraDraft>();
        if (fresh.Count > 0)
        {
            Begin(Phrase.StepNames);
        }

        var names = new NameQuestions(dialogue, draft.Cameras.Select(known => known.Id).Concat(flags.Cameras.Select(camera => camera.Id)), pictures);
        foreach (var camera in fresh)
        {
            named.Add(await names.AskAsync(camera, cancellationToken));
        }

        return named;
    }

    /// <summary>Shows what would be written and asks whether it shall be.</summary>
    public Task<bool> ConfirmAsync(SetupPlan plan, CancellationToken cancellationToken)
    {
        Begin(Phrase.StepSummary);
        var site = plan.Site;
        dialogue.Say(Phrase.SummarySite, site.City, site.County, site.Site, site.Broker);
        foreach (var known in draft.CamerasBefore.Where(known => plan.Cameras.All(camera => camera.Id != known.Id)))
        {
            dialogue.Say(Phrase.SummaryKept, known.Id, known.Name);
        }

        foreach (var camera in plan.Cameras)
        {
            Tell(camera);
        }

        if (draft.MovesPasswords)
        {
            dialogue.Say(Phrase.PasswordsMove);
        }

        if (draft.HasComments)
        {
            dialogue.Say(Phrase.CommentsLost);
        }

        return dialogue.ConfirmAsync(Phrase.WriteIt, true, cancellationToken);
    }

    private void Tell(CameraDraft camera)
    {
        var place = camera.Onvif ?? camera.SubStream;
        if (draft.CamerasBefore.FirstOrDefault(known => known.Id == camera.Id) is { } known)
        {
            Tell(known, camera, place);
            return;
        }

        dialogue.Say(Phrase.SummaryNew, camera.Id, camera.Name, place, camera.Zones is { Count: > 0 } zones ? string.Join(", ", zones) : Phrase.WholePicture);
    }

    private void Tell(KnownCamera known, CameraDraft camera, string? place)
    {
        var isMoved = place is not null && place != known.Address;
        var hasLogin = camera.Password is not null && !known.KeepsPasswordElsewhere;
        if (isMoved)
        {
            dialogue.Say(hasLogin ? Phrase.SummaryMovedLogin : Phrase.SummaryMoved, known.Id, known.Name, place);
        }
        else if (hasLogin)
        {
            dialogue.Say(Phrase.SummaryLogin, known.Id, known.Name);
        }

        if (!hasLogin && camera.User is { } user && user != known.User)
        {
            dialogue.Say(Phrase.SummaryUser, known.Id, known.Name, user);
        }

        if (camera.Password is not null && known.KeepsPasswordElsewhere)
        {
            dialogue.Say(Phrase.SummaryLoginElsewhere, known.Id, known.Name);
        }
    }

    private void Begin(Phrase step)
    {
        dialogue.SayNothing();
        dialogue.Say(step);
    }
}
