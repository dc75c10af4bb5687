using System.CommandLine;
using EdgeAgent.Detection.Teaching;

namespace EdgeAgent.Commands;

/// <summary>What else can be done with the examples of <c>enrol</c>.</summary>
internal static class EnrolVerbs
{
    public static Command List()
    {
        var site = new SiteFolder();
        var list = new Command("list", "A line for each head: head,state,good,bad,auc,found,version.");
        site.AddTo(list);
        list.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            using var folder = site.Open(parsed);
            var heads = folder.Enrolment.Heads;
            foreach (var head in TeachableHead.All)
            {
                var examples = folder.Enrolment.Examples.Of(head.Name);
                var (model, problem) = (heads.Model(head.Name), heads.Problem(head.Name));
                var state = problem is not null ? "unusable" : model is not null ? "taught" : head.IsOnlyTaught ? "not taught" : "shipped";
                var figures = model is null ? ",," : $"{model.Separation.Auc:0.000},{model.Separation.Found:0.00},{model.Version}";
                parsed.InvocationConfiguration.Output.WriteLine(
                    $"{head.Name},{state},{examples.Count(each => each.Mark == CropMark.Good)},{examples.Count(each => each.Mark == CropMark.Bad)},{figures}");
                if (problem is not null)
                {
                    parsed.InvocationConfiguration.Error.WriteLine(problem);
                }
            }

            return 0;
        }));
        return list;
    }

    public static Command Remove()
    {
        var (site, name) = (new SiteFolder(), new HeadOption());
        var ids = new Argument<string[]>("EXAMPLE") { Description = "Names of examples: their files' names without .jpg, below examples/HEAD.", Arity = ArgumentArity.OneOrMore };
        var remove = new Command("remove", "Takes examples back; what was taught with them stays until it is taught anew.") { name, ids };
        site.AddTo(remove);
        remove.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            var head = name.Of(parsed);
            using var folder = site.Open(parsed);
            foreach (var text in parsed.GetRequiredValue(ids))
            {
                if (CropId.Parse(text) is not { } id || !folder.Enrolment.Examples.Remove(head.Name, id))
                {
                    throw new UsageException($"{text}: there is no such example of {head.Name}");
                }
            }

            return 0;
        }));
        return remove;
    }

    public static Command Fit()
    {
        var (site, name) = (new SiteFolder(), new HeadOption());
        var fit = new Command("fit", "Teaches the head by all its examples: auc,found,good,bad, each example judged by what the others teach. 1 where it is refused.") { name };
        site.AddTo(fit);
        fit.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            var head = name.Of(parsed);
            using var folder = site.Open(parsed);
            var (figures, refusal, _) = folder.Enrolment.Teach(head);
            parsed.InvocationConfiguration.Output.WriteLine($"{figures.Auc:0.000},{figures.Found:0.00},{figures.Good},{figures.Bad}");
            if (refusal is { } reason)
            {
                parsed.InvocationConfiguration.Error.WriteLine(Text(reason, figures));
            }

            return refusal is null ? 0 : 1;
        }));
        return fit;
    }

    public static Command Forget()
    {
        var (site, name) = (new SiteFolder(), new HeadOption());
        var forget = new Command("forget", "Switches off what was taught; the examples stay.") { name };
        site.AddTo(forget);
        forget.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            var head = name.Of(parsed);
            using var folder = site.Open(parsed);
            return folder.Enrolment.Heads.Forget(head.Name) ? 0 : throw new UsageException($"{head.Name} is not taught");
        }));
        return forget;
    }

    private static string Text(TeachingRefusal refusal, Separation figures) => refusal switch
    {
        TeachingRefusal.TooFew => $"refused: {Separation.LeastOfEach} good and {Separation.LeastOfEach} bad examples are needed, of several persons or things; there are {figures.Good} and {figures.Bad}",
        _ => $"refused: good and bad look too much alike; it needs auc {Separation.LeastAuc} and {Separation.LeastFound:0%} of the bad ones found. Look for wrong marks, and add examples",
    };
}
