using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace EdgeAgent.Configuration;

/// <summary>Checks every value against the limits that stand beside the option, through all sections.</summary>
internal static class ValueCheck
{
    public static IReadOnlyList<ConfigurationProblem> Run(AgentOptions options)
    {
        var problems = new List<ConfigurationProblem>();
        Visit(options, "", problems);
        return problems;
    }

    private static void Visit(object options, string path, List<ConfigurationProblem> problems)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<System.ComponentModel.DescriptionAttribute>() is null)
            {
                continue;
            }

            var value = property.GetValue(options);
            var here = Join(path, property.Name);
            foreach (var limit in property.GetCustomAttributes<ValidationAttribute>().Where(limit => !limit.IsValid(value)))
            {
                problems.Add(new(here, Message(limit, value)));
            }

            if (value is IEnumerable and not string)
            {
                var index = 0;
                foreach (var item in ((IEnumerable)value).OfType<object>().Where(IsSection))
                {
                    Visit(item, $"{here}[{index++}]", problems);
                }
            }
            else if (value is not null && IsSection(value))
            {
                Visit(value, here, problems);
            }
        }

        if (options is IValidatableObject self)
        {
            problems.AddRange(self.Validate(new ValidationContext(options))
                .Select(problem => new ConfigurationProblem(Join(path, problem.MemberNames.FirstOrDefault("")), problem.ErrorMessage ?? "")));
        }
    }

    private static bool IsSection(object value) => value.GetType().Name.EndsWith("Options", StringComparison.Ordinal);

    private static string Message(ValidationAttribute limit, object? value) => limit switch
    {
        RequiredAttribute => "is missing",
        RangeAttribute range => $"must be from {range.Minimum} to {range.Maximum}, is {value}",
        MinLengthAttribute minimum => $"needs at least {minimum.Length}",
        _ => value is string text ? $"{limit.ErrorMessage}, is \"{text}\"" : limit.ErrorMessage!,
    };

    private static string Join(string path, string name)
    {
        var key = name.Length == 0 ? "" : JsonNamingPolicy.CamelCase.ConvertName(name);
        return path.Length == 0 ? key : key.Length == 0 ? path : $"{path}.{key}";
    }
}
