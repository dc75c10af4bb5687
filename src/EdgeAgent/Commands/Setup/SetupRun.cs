using System.CommandLine;
using EdgeAgent.Cameras;
using EdgeAgent.Configuration;
using EdgeAgent.Detection;

namespace EdgeAgent.Commands.Setup;

/// <summary>One setup from the first question to the acceptance test.</summary>
internal sealed class SetupRun(SetupFlags flags, InvocationConfiguration console)
{
    private const int Wrong = 1;
    private const string Report = "acceptance-report.html";
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly LoginGate gate = new(Time, Random.Shared);
    private readonly Dialogue dialogue = Dialogue.OfConsole(console.Error);

    /// <returns>0; 1 when it was left before the end or the acceptance test fails.</returns>
    /// <exception cref="UsageException">Something is missing or cannot be.</exception>
    /// <exception cref="ConfigurationException">The file that is there, or what was asked for, cannot be.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var draft = ConfigurationDraft.Open(flags.Config);
            if (draft.IsNew)
            {
                FindModels(draft);
            }

            return await PrepareAsync(draft, cancellationToken) is { } written
                ? await FinishAsync(draft, written, cancellationToken)
                : Wrong;
        }
        catch (EndOfInputException)
        {
            dialogue.SayNothing();
            dialogue.Say(Phrase.EndOfInput);
            return Wrong;
        }
    }

    private void FindModels(ConfigurationDraft draft)
    {
        var usual = ModelFolder.Locate(ModelFolder.DefaultName, Path.GetDirectoryName(Path.GetFullPath(draft.File))!).Path;
        if (ModelSearch.Find(draft.Options.Detection.Detector, [usual, .. ModelSearch.Folders()]) is not { } folder)
        {
            dialogue.Say(Phrase.NoModels, usual);
        }
        else if (folder != usual)
        {
            draft.SetModelFolder(folder);
        }
    }

    private async Task<WrittenFiles?> PrepareAsync(ConfigurationDraft draft, CancellationToken cancellationToken)
    {
        var pictures = Directory.CreateTempSubdirectory("edgeagent-setup-");
        try
        {
            return flags.IsSilent ? await SilentAsync(draft, cancellationToken) : await AskAsync(draft, pictures.FullName, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            dialogue.SayNothing();
            dialogue.Say(Phrase.Aborted);
            return null;
        }
        finally
        {
            pictures.Delete(recursive: true);
        }
    }

    private async Task<WrittenFiles> SilentAsync(ConfigurationDraft draft, CancellationToken cancellationToken)
    {
        var setup = new SilentSetup(dialogue, flags, draft, Time);
        var plan = await setup.PlanAsync(cancellationToken);
        draft.Apply(plan);
        setup.DemandNoneTwice(plan);
        return await SetupFiles.WriteAsync(draft, Time, CancellationToken.None);
    }

    private async Task<WrittenFiles?> AskAsync(ConfigurationDraft draft, string pictures, CancellationToken cancellationToken)
    {
        var wizard = new Wizard(dialogue, flags, draft, new CameraTrials(gate, draft.Options.Video, Time), pictures, Time);
        var plan = await wizard.PlanAsync(cancellationToken);
        draft.Apply(plan);
        if (draft.Cameras.Count == 0)
        {
            dialogue.Say(Phrase.NoCameras);
            return null;
        }

        if (draft.IsChanged && !await wizard.ConfirmAsync(plan, cancellationToken))
        {
            dialogue.Say(Phrase.Aborted);
            return null;
        }

        // From here on it is done to its end: half of it would be worse than either.
        return await SetupFiles.WriteAsync(draft, Time, CancellationToken.None);
    }

    private async Task<int> FinishAsync(ConfigurationDraft draft, WrittenFiles written, CancellationToken cancellationToken)
    {
        Tell(written);
        WaitingRuleWords.Tell(dialogue, draft);
        var result = 0;
        if (flags.Checks)
        {
            dialogue.SayNothing();
            dialogue.Say(Phrase.Checking);
            var report = flags.IsSilent ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(flags.Config))!, Report);
            result = await CheckCommand.RunAsync(flags.Config, false, report, gate, console, cancellationToken);
        }

        dialogue.Say(Phrase.HowToStart, $"EdgeAgent run --config {Path.GetFullPath(flags.Config)}");
        return result;
    }

    private void Tell(WrittenFiles written)
    {
        if (written is { Configuration: null, Secrets: null })
        {
            dialogue.Say(Phrase.NothingChanged);
        }

        if (written.Secrets is { } secrets)
        {
            dialogue.Say(Phrase.WroteSecrets, secrets);
        }

        if (written.Configuration is { } file)
        {
            dialogue.Say(Phrase.Wrote, file);
        }

        if (written.Backup is { } backup)
        {
            dialogue.Say(Phrase.Backup, backup);
            if (written.BackupHasPasswords)
            {
                dialogue.Say(Phrase.BackupHasPasswords);
            }
        }
    }
}
