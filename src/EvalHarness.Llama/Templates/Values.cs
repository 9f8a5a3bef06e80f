using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace EvalHarness.Llama.Templates;

/// <summary>What a name stands for that nothing was given to.</summary>
internal sealed class Undefined
{
    private Undefined() { }

    public static Undefined Value { get; } = new();
}

/// <summary>A function of a template.</summary>
/// <param name="values">What it is given by place.</param>
/// <param name="named">What it is given by name.</param>
internal delegate object? Function(IReadOnlyList<object?> values, IReadOnlyDictionary<string, object?> named);

/// <summary>Values of a template as Python sees them: null, truth values, whole numbers, numbers, texts, lists, mappings, functions.</summary>
internal static class Values
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    /// <summary>Whether a value holds as a condition.</summary>
    public static bool IsTrue(object? value) =>
        value switch
        {
            null or Undefined => false,
            bool truth => truth,
            long whole => whole != 0,
            double number => number != 0,
            string text => text.Length > 0,
            ICollection items => items.Count > 0,
            _ => true,
        };

    /// <summary>A value as it is written.</summary>
    public static string Show(object? value) =>
        value switch
        {
            null => "None",
            Undefined => "",
            bool truth => truth ? "True" : "False",
            long whole => whole.ToString(CultureInfo.InvariantCulture),
            double number => number == Math.Floor(number) && Math.Abs(number) < 1e16
                ? number.ToString("0.0", CultureInfo.InvariantCulture)
                : number.ToString("R", CultureInfo.InvariantCulture),
            string text => text,
            Dictionary<string, object?> mapping =>
                $"{{{string.Join(", ", mapping.Select(one => $"{Quote(one.Key)}: {Quote(one.Value)}"))}}}",
            List<object?> items => $"[{string.Join(", ", items.Select(Quote))}]",
            _ => throw new TemplateException("a function where a value was expected"),
        };

    /// <summary>A value as JSON.</summary>
    public static string Json(object? value, bool isIndented) =>
        JsonSerializer.Serialize(value is Undefined ? null : value, isIndented ? Indented : Compact) is var json
        && isIndented
            ? json
            : Spaced(json);

    /// <summary>The items of a list, the keys of a mapping, the characters of a text.</summary>
    public static List<object?> Items(object? value) =>
        value switch
        {
            List<object?> items => items,
            Dictionary<string, object?> mapping => [.. mapping.Keys],
            string text => [.. text.EnumerateRunes().Select(rune => rune.ToString())],
            Undefined => [],
            _ => throw new TemplateException("something without items where a list was expected"),
        };

    /// <summary>How many items it has.</summary>
    public static long Length(object? value) => Items(value).Count;

    /// <summary>A whole number.</summary>
    public static long Whole(object? value) =>
        value switch
        {
            long whole => whole,
            bool truth => truth ? 1 : 0,
            double number => (long)number,
            string text when long.TryParse(text.Trim(), CultureInfo.InvariantCulture, out long parsed) => parsed,
            _ => throw new TemplateException("something else where a whole number was expected"),
        };

    /// <summary>Whether two values are equal; a whole number may equal a number.</summary>
    public static bool AreEqual(object? left, object? right) =>
        (Number(left), Number(right)) is ({ } one, { } other) ? one.Equals(other)
        : left is List<object?> items && right is List<object?> others
            ? items.Count == others.Count && items.Zip(others).All(pair => AreEqual(pair.First, pair.Second))
        : left is Dictionary<string, object?> mapping && right is Dictionary<string, object?> second
            ? mapping.Count == second.Count
                && mapping.All(one => second.TryGetValue(one.Key, out object? its) && AreEqual(one.Value, its))
        : Equals(left, right);

    /// <summary>Whether something holds a value: a text a part, a list an item, a mapping a key.</summary>
    public static bool Holds(object? whole, object? part) =>
        whole switch
        {
            string text => part is string piece && text.Contains(piece, StringComparison.Ordinal),
            Dictionary<string, object?> mapping => part is string key && mapping.ContainsKey(key),
            List<object?> items => items.Exists(item => AreEqual(item, part)),
            Undefined or null => false,
            _ => throw new TemplateException("something without items after 'in'"),
        };

    /// <summary>Which of two values comes first.</summary>
    public static int Compare(object? left, object? right) =>
        (Number(left), Number(right)) is ({ } one, { } other) ? one.CompareTo(other)
        : left is string text && right is string second ? string.CompareOrdinal(text, second)
        : throw new TemplateException("a comparison of values of different kinds");

    /// <summary>The outcome of an operator between two values.</summary>
    public static object? Compute(string sign, object? left, object? right) =>
        (sign, left, right) switch
        {
            ("~", _, _) => Show(left) + Show(right),
            ("+", string text, string more) => text + more,
            ("+", List<object?> items, List<object?> more) => new List<object?>([.. items, .. more]),
            ("+", long a, long b) => a + b,
            ("-", long a, long b) => a - b,
            ("*", long a, long b) => a * b,
            ("*", string text, long times) => string.Concat(Enumerable.Repeat(text, (int)Math.Clamp(times, 0, 10_000))),
            ("//" or "%", long, 0L) => throw new TemplateException("a division by zero"),
            ("//", long a, long b) => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0),
            ("%", long a, long b) => ((a % b) + b) % b,
            _ when (Number(left), Number(right)) is ({ } a, { } b) => sign switch
            {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                "/" => a / b,
                "//" => Math.Floor(a / b),
                _ => a - (b * Math.Floor(a / b)),
            },
            _ => throw new TemplateException($"'{sign}' between values that it does not join"),
        };

    private static double? Number(object? value) =>
        value switch
        {
            long whole => whole,
            double number => number,
            bool truth => truth ? 1 : 0,
            _ => null,
        };

    private static string Quote(object? value) =>
        value is string text ? $"'{text.Replace("'", "\\'", StringComparison.Ordinal)}'" : Show(value);

    /// <summary>Python puts a blank after each comma and colon.</summary>
    private static string Spaced(string json)
    {
        var text = new System.Text.StringBuilder(json.Length + 16);
        bool isQuoted = false;
        for (int i = 0; i < json.Length; i++)
        {
            char c = json[i];
            text.Append(c);
            if (isQuoted && c == '\\')
            {
                text.Append(json[++i]);
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && c is ',' or ':')
            {
                text.Append(isQuoted ? "" : " ");
            }
        }

        return text.ToString();
    }
}
