using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeAgent.Uplink.Contract;
using RangeAttribute = System.ComponentModel.DataAnnotations.RangeAttribute;

namespace EdgeAgent.Tests.Support.Schemas;

/// <summary>Messages made of the wire types by their constructors, as the wire has them.</summary>
internal static class SampleMessages
{
    // In the time zone of the box, with parts of a millisecond.
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 3, 1, 20, 0, 0, 123, TimeSpan.FromHours(8)).AddTicks(4567);

    private static readonly string[] Texts = ["door", new('0', 64), "text"];

    /// <summary>Every field has a value, and every list one item.</summary>
    public static JsonObject Full(Type type) => Written(Make(type, isFull: true));

    /// <summary>What may be null is null, and every list is empty.</summary>
    public static JsonObject Bare(Type type) => Written(Make(type, isFull: false));

    private static JsonObject Written(object message) => (JsonObject)JsonSerializer.SerializeToNode(message, message.GetType(), ContractJson.Options)!;

    private static object Make(Type type, bool isFull)
    {
        var constructor = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(type.GetProperty(parameter.Name!)!, isFull))]);
    }

    private static object? Value(PropertyInfo property, bool isFull)
    {
        var mayBeNull = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        return mayBeNull && !isFull ? null : Value(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, property, isFull);
    }

    private static object Value(Type type, PropertyInfo property, bool isFull) => type switch
    {
        _ when type == typeof(string) => Text(property),
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) || type == typeof(long) || type == typeof(double) => Number(type, property),
        _ when type == typeof(DateOnly) => new DateOnly(2026, 3, 1),
        _ when type == typeof(DateTimeOffset) => Time,
        _ when type == typeof(JsonElement) => JsonSerializer.SerializeToElement(new object()),
        { IsEnum: true } => Enum.GetValues(type).GetValue(0)!,
        { IsGenericType: true } => List(type.GetGenericArguments().Single(), property, isFull),
        _ => Make(type, isFull),
    };

    private static object Number(Type type, PropertyInfo property) =>
        Convert.ChangeType(property.GetCustomAttribute<RangeAttribute>()?.Minimum ?? 1, type, System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(PropertyInfo property) =>
        property.GetCustomAttribute<AllowedValuesAttribute>(inherit: true)?.Values[0] as string
        ?? Texts.First(text => Regex.IsMatch(text, property.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern ?? "text"));

    private static Array List(Type item, PropertyInfo property, bool isFull)
    {
        var list = Array.CreateInstance(item, isFull ? 1 : 0);
        if (isFull)
        {
            list.SetValue(Value(item, property, isFull), 0);
        }

        return list;
    }
}
