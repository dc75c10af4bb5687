using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace EdgeAgent.Configuration;

/// <summary>Checks every value against the limits that stand beside the option, through all sections.</summary>
internal sealed class ValueCheck
{
    private readonly List<ConfigurationProblem> problems = [];
    private readonly IReadOnlySet<string> broken;

    private ValueCheck(IReadOnlySet<string> broken) => this.broken = broken;

    /// <param name="broken">Paths that could not be read; nothing is said of them, nor of what depends on them.</param>
    public static IReadOnlyList<ConfigurationProblem> Run(AgentOptions options, IReadOnlySet<string> broken)
    {
        var check = new ValueCheck(broken);
        check.Visit(options, "");
        return check.problems;
    }

    private void Visit(object options, string path)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<System.ComponentModel.DescriptionAttribute>() is null)
            {
                continue;
            }

            var value = property.GetValue(options);
            var here = Join(path, property.Name);
            if (broken.Contains(here))
            {
                continue;
            }

            foreach (var limit in property.GetCustomAttributes<ValidationAttribute>().Where(limit => !IsWithin(limit, value)))
            {
                problems.Add(new(here, Message(limit, value)));
            }

            if (value is IEnumerable and not string)
            {
                foreach (var (index, item) in ((IEnumerable)value).OfType<object>().Where(IsSection).Index())
                {
                    VisitItem(item, $"{here}[{index}]");
                }
            }
            else if (value is not null && IsSection(value))
            {
                Visit(value, here);
            }
        }

        if (options is IValidatableObject self && !(options is AgentOptions && CrossReferencesAreBroken()))
        {
            problems.AddRange(self.Validate(new ValidationContext(options))
                .Select(problem => new ConfigurationProblem(Join(path, problem.MemberNames.FirstOrDefault("")), problem.ErrorMessage ?? ""))
                .Where(problem => !broken.Contains(problem.Path)));
        }
    }

    private void VisitItem(object item, string path)
    {
        if (!broken.Contains(path))
        {
            Visit(item, path);
        }
    }

    private bool CrossReferencesAreBroken() =>
        CrossReferences.Sections.Any(section => broken.Any(part => part.StartsWith(section, StringComparison.Ordinal)));

    // RangeAttribute rounds to the kind of its own limits first: with [Range(0, 60)] it takes -0.1 for 0.
    private static bool IsWithin(ValidationAttribute limit, object? value) =>
        limit is RangeAttribute range
            ? value is null || (Number(value) >= Number(range.Minimum) && Number(value) <= Number(range.Maximum))
            : limit.IsValid(value);

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static bool IsSection(object value) => value.GetType().Name.EndsWith("Options", StringComparison.Ordinal);

    private static string Message(ValidationAttribute limit, object? value) => limit switch
    {
        RequiredAttribute => "is missing",
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"must be from {range.Minimum} to {range.Maximum}, is {value}"),
        MinLengthAttribute minimum => $"needs at least {minimum.Length}",
        _ => value is string text ? $"{limit.ErrorMessage}, is \"{text}\"" : limit.ErrorMessage!,
    };

    private static string Join(string path, string name)
    {
        var key = name.Length == 0 ? "" : JsonNamingPolicy.CamelCase.ConvertName(name);
        return path.Length == 0 ? key : key.Length == 0 ? path : $"{path}.{key}";
    }
}
