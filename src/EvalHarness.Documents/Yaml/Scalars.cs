using System.Collections.Frozen;
using System.Globalization;

namespace EvalHarness.Yaml;

/// <summary>Single values: how each type is read from text, and what it is called in a message.</summary>
internal static class Scalars
{
    private static readonly FrozenDictionary<Type, (string Name, Func<string, object?> Read)> Readers = new Dictionary<
        Type,
        (string, Func<string, object?>)
    >
    {
        [typeof(string)] = ("text", text => text),
        [typeof(char)] = ("one character", text => text.Length == 1 ? text[0] : null),
        [typeof(bool)] = ("true or false", text => Boolean(text)),
        [typeof(int)] = (
            "a whole number",
            text => Whole(text) is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null
        ),
        [typeof(long)] = ("a whole number", text => Whole(text)),
        [typeof(double)] = ("a number", text => Number(text)),
        [typeof(decimal)] = ("a number", text => Money(text)),
        [typeof(DateOnly)] = ("a date such as 2024-10-01", text => Date(text)),
        [typeof(TimeSpan)] = ("a time such as 500ms, 30s, 2m or 1h", text => Time(text)),
        [typeof(Uri)] = ("an address such as https://host/path", text => Address(text)),
    }.ToFrozenDictionary();

    /// <summary>Whether a type is a single value.</summary>
    public static bool Has(Type type) => type.IsEnum || Readers.ContainsKey(type);

    /// <summary>What a value of the type is called in a message.</summary>
    public static string Name(Type type) => type.IsEnum ? Wording.List(EnumWords(type)) : Readers[type].Name;

    /// <summary>The value that a text stands for; null when it stands for none of the type.</summary>
    public static object? Read(Type type, string text) => type.IsEnum ? Member(type, text) : Readers[type].Read(text);

    /// <summary>The words of an enumeration, in order.</summary>
    public static IEnumerable<string> EnumWords(Type type) => Enum.GetNames(type).Select(KeyNames.Of);

    /// <summary>The word of a member of an enumeration.</summary>
    public static string EnumWord<T>(T member)
        where T : struct, Enum => KeyNames.Of(member.ToString());

    private static object? Member(Type type, string text) =>
        Enum.GetNames(type).FirstOrDefault(name => KeyNames.Of(name) == text) is { } name
            ? Enum.Parse(type, name)
            : null;

    private static bool? Boolean(string text) =>
        text switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        };

    private static long? Whole(string text) =>
        long.TryParse(
            text.Replace("_", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out long value
        )
            ? value
            : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && double.IsFinite(value)
            ? value
            : null;

    private static decimal? Money(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) ? value : null;

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : null;

    private static TimeSpan? Time(string text)
    {
        var digits = text.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyz");
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count))
        {
            return null;
        }

        decimal? milliseconds = text[digits.Length..] switch
        {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => null,
        };

        // Ten years: beyond any use here, and far within what a TimeSpan and a timer hold.
        return milliseconds is { } unit && count <= 315_360_000_000m / unit
            ? TimeSpan.FromTicks((long)(count * unit * TimeSpan.TicksPerMillisecond))
            : null;
    }

    private static Uri? Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var value) && value.Scheme is ("http" or "https") ? value : null;
}
