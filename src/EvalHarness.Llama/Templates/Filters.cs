using System.Globalization;

namespace EvalHarness.Llama.Templates;

/// <summary>The filters, tests and methods that chat templates use.</summary>
internal static class Filters
{
    private static readonly IReadOnlyDictionary<string, object?> None = new Dictionary<string, object?>();

    /// <summary>A value that went through a filter.</summary>
    /// <param name="name">Name of the filter.</param>
    /// <param name="value">The value.</param>
    /// <param name="given">What the filter is given by place.</param>
    /// <param name="named">What it is given by name.</param>
    public static object? Apply(
        string name,
        object? value,
        IReadOnlyList<object?> given,
        IReadOnlyDictionary<string, object?> named
    ) =>
        name switch
        {
            "default" or "d" => value is Undefined || (IsGiven(given, named) && !Values.IsTrue(value))
                ? At(given, 0) ?? named.GetValueOrDefault("default_value") ?? ""
                : value,
            "length" or "count" => Values.Length(value),
            "tojson" => Values.Json(value, named.ContainsKey("indent") || given.Count > 0),
            "string" => Values.Show(value),
            "safe" or "escape" or "e" => value,
            "int" => value is string text && !long.TryParse(text, CultureInfo.InvariantCulture, out _)
                ? At(given, 0) ?? 0L
                : Values.Whole(value),
            "abs" => Math.Abs(Values.Whole(value)),
            "first" => Values.Items(value) is [var first, ..] ? first : Undefined.Value,
            "last" => Values.Items(value) is [.., var last] ? last : Undefined.Value,
            "list" => new List<object?>(Values.Items(value)),
            "reverse" => Enumerable.Reverse(Values.Items(value)).ToList(),
            "join" => string.Join(
                Values.Show(At(given, 0) ?? ""),
                Values.Items(value).Select(item => Values.Show(MemberOf(item, named.GetValueOrDefault("attribute"))))
            ),
            "items" => Pairs(value),
            "map" => Map(value, given, named),
            "select" => Values.Items(value).Where(item => Passes(item, given)).ToList(),
            "reject" => Values.Items(value).Where(item => !Passes(item, given)).ToList(),
            "selectattr" => Values
                .Items(value)
                .Where(item => Passes(MemberOf(item, At(given, 0)), [.. given.Skip(1)]))
                .ToList(),
            "rejectattr" => Values
                .Items(value)
                .Where(item => !Passes(MemberOf(item, At(given, 0)), [.. given.Skip(1)]))
                .ToList(),
            "unique" => Unique(Values.Items(value)),
            "indent" => Indent(Values.Show(value), At(given, 0) is { } width ? (int)Values.Whole(width) : 4),
            "trim" => Method(Values.Show(value), "strip", given, named),
            _ when value is string or Undefined or null or long or double or bool
                    && name is "upper" or "lower" or "title" or "capitalize" or "replace" => Method(
                Values.Show(value),
                name,
                given,
                named
            ),
            _ => throw new TemplateException($"the filter '{name}', which is not understood here"),
        };

    /// <summary>Whether a value passes a test.</summary>
    /// <param name="name">Name of the test.</param>
    /// <param name="value">The value.</param>
    /// <param name="given">What the test is given.</param>
    public static bool Test(string name, object? value, IReadOnlyList<object?> given) =>
        name switch
        {
            "defined" => value is not Undefined,
            "undefined" => value is Undefined,
            "none" => value is null,
            "string" => value is string,
            "mapping" => value is Dictionary<string, object?>,
            "sequence" or "iterable" => value is string or List<object?> or Dictionary<string, object?>,
            "number" => value is long or double,
            "integer" => value is long,
            "float" => value is double,
            "boolean" => value is bool,
            "true" => value is true,
            "false" => value is false,
            "callable" => value is Function,
            "equalto" or "eq" or "==" or "sameas" => Values.AreEqual(value, At(given, 0)),
            "ne" or "!=" => !Values.AreEqual(value, At(given, 0)),
            "in" => Values.Holds(At(given, 0), value),
            "odd" => Values.Whole(value) % 2 != 0,
            "even" => Values.Whole(value) % 2 == 0,
            "divisibleby" => Values.Whole(value) % Values.Whole(At(given, 0)) == 0,
            _ => throw new TemplateException($"the test '{name}', which is not understood here"),
        };

    /// <summary>A member of a value: a key, an index, or a method; undefined where there is none.</summary>
    /// <param name="value">The value.</param>
    /// <param name="key">Name or index.</param>
    public static object? MemberOf(object? value, object? key) =>
        (value, key) switch
        {
            (_, null) => value,
            (Dictionary<string, object?> mapping, string name) when mapping.TryGetValue(name, out object? its) => its,
            (List<object?> items, long index) => index < items.Count && index >= -items.Count
                ? items[(int)(index < 0 ? index + items.Count : index)]
                : Undefined.Value,
            (string text, long) => MemberOf(Values.Items(text), key),
            (string or Dictionary<string, object?> or List<object?>, string name) when IsMethod(value, name) =>
                new Function((given, named) => Method(value, name, given, named)),
            (Undefined, _) => throw new TemplateException("a member of something that is undefined"),
            _ => Undefined.Value,
        };

    private static bool IsMethod(object? value, string name) =>
        value switch
        {
            string => name
                is "strip"
                    or "lstrip"
                    or "rstrip"
                    or "startswith"
                    or "endswith"
                    or "split"
                    or "replace"
                    or "upper"
                    or "lower"
                    or "title"
                    or "capitalize"
                    or "join"
                    or "find",
            List<object?> => name is "append",
            _ => name is "get" or "items" or "keys" or "values" or "update",
        };

    private static object? Method(
        object? value,
        string name,
        IReadOnlyList<object?> given,
        IReadOnlyDictionary<string, object?> named
    ) =>
        value switch
        {
            string text => TextMethod(text, name, given),
            List<object?> items => Append(items, At(given, 0)),
            Dictionary<string, object?> mapping => name switch
            {
                "get" => mapping.TryGetValue(Values.Show(At(given, 0)), out object? its) ? its : At(given, 1),
                "items" => Pairs(mapping),
                "keys" => new List<object?>([.. mapping.Keys]),
                "values" => new List<object?>([.. mapping.Values]),
                _ => Update(mapping, At(given, 0) as Dictionary<string, object?>, named),
            },
            _ => throw new TemplateException($"the method '{name}', which is not understood here"),
        };

    private static object? TextMethod(string text, string name, IReadOnlyList<object?> given)
    {
        string first = At(given, 0) as string ?? "";
        char[]? set = first.Length > 0 ? first.ToCharArray() : null;
        return name switch
        {
            "strip" => text.Trim(set),
            "lstrip" => text.TrimStart(set),
            "rstrip" => text.TrimEnd(set),
            "startswith" => text.StartsWith(first, StringComparison.Ordinal),
            "endswith" => text.EndsWith(first, StringComparison.Ordinal),
            "split" => new List<object?>(
                first.Length > 0
                    ? text.Split(first, At(given, 1) is long most && most >= 0 ? (int)most + 1 : int.MaxValue)
                    : text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            ),
            "replace" => first.Length > 0
                ? text.Replace(first, At(given, 1) as string ?? "", StringComparison.Ordinal)
                : text,
            "upper" => text.ToUpperInvariant(),
            "lower" => Lower(text),
            "title" => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Lower(text)),
            "capitalize" => text.Length == 0 ? text : text[..1].ToUpperInvariant() + Lower(text[1..]),
            "find" => (long)text.IndexOf(first, StringComparison.Ordinal),
            _ => string.Join(text, Values.Items(At(given, 0)).Select(Values.Show)),
        };
    }

    private static string Lower(string text) => CultureInfo.InvariantCulture.TextInfo.ToLower(text);

    private static object? Append(List<object?> items, object? item)
    {
        items.Add(item);
        return null;
    }

    private static object? Update(
        Dictionary<string, object?> mapping,
        Dictionary<string, object?>? other,
        IReadOnlyDictionary<string, object?> named
    )
    {
        foreach (var (key, value) in (other ?? []).Concat(named))
        {
            mapping[key] = value;
        }

        return null;
    }

    private static List<object?> Pairs(object? value) =>
        value is Dictionary<string, object?> mapping
            ? [.. mapping.Select(one => new List<object?>([one.Key, one.Value]))]
            : throw new TemplateException("something else where a mapping was expected");

    private static List<object?> Map(
        object? value,
        IReadOnlyList<object?> given,
        IReadOnlyDictionary<string, object?> named
    ) =>
        named.TryGetValue("attribute", out object? attribute)
            ? [.. Values.Items(value).Select(item => MemberOf(item, attribute))]
            : [.. Values.Items(value).Select(item => Apply(Values.Show(At(given, 0)), item, [.. given.Skip(1)], None))];

    private static List<object?> Unique(List<object?> items)
    {
        var unique = new List<object?>();
        foreach (object? item in items.Where(item => !unique.Exists(other => Values.AreEqual(other, item))))
        {
            unique.Add(item);
        }

        return unique;
    }

    /// <summary>By the test that is named first; without one, whether the value holds as a condition.</summary>
    private static bool Passes(object? value, IReadOnlyList<object?> given) =>
        given.Count == 0 ? Values.IsTrue(value) : Test(Values.Show(given[0]), value, [.. given.Skip(1)]);

    private static string Indent(string text, int width) =>
        text.Replace("\n", "\n" + new string(' ', Math.Clamp(width, 0, 80)), StringComparison.Ordinal);

    private static bool IsGiven(IReadOnlyList<object?> given, IReadOnlyDictionary<string, object?> named) =>
        Values.IsTrue(At(given, 1)) || Values.IsTrue(named.GetValueOrDefault("boolean"));

    private static object? At(IReadOnlyList<object?> given, int index) => index < given.Count ? given[index] : null;
}
