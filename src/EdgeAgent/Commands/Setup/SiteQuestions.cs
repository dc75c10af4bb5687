using System.Text.RegularExpressions;
using EdgeAgent.Cameras;
using EdgeAgent.Commands.Acceptance;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;

namespace EdgeAgent.Commands.Setup;

/// <summary>Fourth step: who this site is, when it is open, and the broker, which is tried at once.</summary>
internal sealed class SiteQuestions(Dialogue dialogue, SiteDraft flags, ConfigurationDraft draft, TimeProvider time)
{
    public async Task<SiteDraft> AskAsync(CancellationToken cancellationToken)
    {
        var known = draft.Options.Uplink;
        var city = await LevelAsync(Phrase.City, flags.City ?? known.City, cancellationToken);
        var county = await LevelAsync(Phrase.County, flags.County ?? known.County, cancellationToken);
        var site = await LevelAsync(Phrase.Site, flags.Site ?? known.Site, cancellationToken);
        var workshop = draft.IsNew ? await WorkshopAsync(cancellationToken) : flags.Workshop;
        var opening = flags.Opening;
        if (draft.IsNew)
        {
            opening = await dialogue.AskAsync(Phrase.Opening, opening ?? OpeningHours.Usual, OpeningHours.IsValid, Phrase.BadHours, cancellationToken);
        }
        else if (opening is null)
        {
            dialogue.Say(Phrase.HoursStay);
        }

        var answer = flags with { City = city, County = county, Site = site, Opening = opening, Workshop = workshop };
        var asksPassword = flags.BrokerPassword is null;
        while (true)
        {
            answer = await BrokerAsync(answer, asksPassword, cancellationToken);
            if (await IsFineAsync(answer, cancellationToken) || !await dialogue.ConfirmAsync(Phrase.BrokerAgain, true, cancellationToken))
            {
                return answer;
            }

            asksPassword = true;
        }
    }

    private async Task<string?> WorkshopAsync(CancellationToken cancellationToken)
    {
        foreach (var (index, template) in WorkshopTemplate.All.Index())
        {
            dialogue.Say(Phrase.Workshop, index + 1, template.Name);
        }

        var flagged = WorkshopTemplate.All.Index().FirstOrDefault(entry => entry.Item.Id == flags.Workshop);
        var answer = await dialogue.AskAsync(
            Phrase.WhichWorkshop,
            flagged.Item is null ? null : $"{flagged.Index + 1}",
            text => text is "" or "0" || Numbers.Parse(text, WorkshopTemplate.All.Count) is [_],
            Phrase.BadNumber,
            cancellationToken);
        return answer is "" or "0" ? null : WorkshopTemplate.All[Numbers.Parse(answer, WorkshopTemplate.All.Count)![0] - 1].Id;
    }

    private Task<string> LevelAsync(Phrase question, string suggested, CancellationToken cancellationToken) =>
        dialogue.AskAsync(question, suggested, text => Regex.IsMatch(text, CameraId.Pattern), Phrase.BadLevel, cancellationToken);

    private async Task<SiteDraft> BrokerAsync(SiteDraft site, bool asksPassword, CancellationToken cancellationToken)
    {
        var known = draft.Options.Uplink.Broker;
        var address = await dialogue.AskAsync(
            Phrase.BrokerAddress, site.Broker ?? known.Address, text => BrokerOptions.Problem(text) is null, Phrase.BadBroker, cancellationToken);
        var user = await dialogue.AskAsync(Phrase.BrokerUser, site.BrokerUser ?? known.User, _ => true, Phrase.BadChoice, cancellationToken);
        if (user.Length == 0)
        {
            return site with { Broker = address, BrokerUser = null, BrokerPassword = null };
        }

        var typed = asksPassword ? await dialogue.PasswordAsync(Phrase.BrokerPassword, cancellationToken) : "";
        return site with { Broker = address, BrokerUser = user, BrokerPassword = typed.Length == 0 ? site.BrokerPassword : typed };
    }

    private async Task<bool> IsFineAsync(SiteDraft site, CancellationToken cancellationToken)
    {
        dialogue.Say(Phrase.TestingBroker, site.Broker);
        var known = draft.Options.Uplink;
        var password = site.BrokerPassword is { } typed ? new Secret(typed) : known.Broker.Password;
        var options = known with
        {
            City = site.City!,
            County = site.County!,
            Site = site.Site!,
            Broker = known.Broker with { Address = site.Broker!, User = site.BrokerUser ?? known.Broker.User, Password = password },
            FallbackBrokers = [],
        };
        var problem = (await BrokerCheck.RunAsync(options, null, time, cancellationToken)).FirstOrDefault(line => line.Result == CheckResult.Fail);
        dialogue.Say(problem is null ? Phrase.BrokerFine : Phrase.BrokerFailed, problem?.Summary);
        return problem is null;
    }
}
