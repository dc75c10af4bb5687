using EdgeAgent.Commands.Acceptance;
using EdgeAgent.Rules;

namespace EdgeAgent.Commands.Setup;

/// <summary>Says which rules of the kind of workshop wait for which zones, and what is to be drawn.</summary>
internal static class WaitingRuleWords
{
    public static void Tell(Dialogue dialogue, ConfigurationDraft draft)
    {
        if (draft.Workshop is not { } workshop || draft.Waiting.Count == 0)
        {
            return;
        }

        dialogue.SayNothing();
        foreach (var waiting in draft.Waiting)
        {
            var title = RuleCatalogue.TitleOf(waiting.Rule);
            dialogue.Say(Phrase.RuleWaits, new CheckText(title.Zh, title.En), waiting.Rule, string.Join(", ", waiting.Zones));
        }

        foreach (var zone in draft.Waiting.SelectMany(waiting => waiting.Zones).Distinct())
        {
            dialogue.Say(Phrase.ZoneToDraw, zone, workshop.Zones[zone]);
        }

        dialogue.Say(Phrase.DrawThenAgain, Path.GetFileName(draft.File), workshop.Id);
    }
}
