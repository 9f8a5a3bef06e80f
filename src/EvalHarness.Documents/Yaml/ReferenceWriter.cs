using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>Records to the reference of their format in Markdown: every key with its type, default and meaning.</summary>
/// <param name="catalog">The words known.</param>
internal sealed class ReferenceWriter(Catalog catalog)
{
    private readonly XmlDocs docs = new();
    private readonly StringBuilder text = new();
    private readonly Queue<Type> pending = new();
    private readonly Queue<(Type Record, string Key)> sections = new();
    private readonly Dictionary<Type, string> titles = [];

    /// <summary>The reference of documents whose root is a record: a section for it and for all that it can hold.</summary>
    /// <param name="root">The record.</param>
    public string Write(Type root)
    {
        sections.Enqueue((root, catalog.Shape(root).Keyword!));
        while (sections.TryDequeue(out var section))
        {
            Meet(section.Record, section.Key);
            WritePending();
        }

        return text.ToString();
    }

    private void WritePending()
    {
        while (pending.TryDequeue(out var type))
        {
            if (IsPoint(type))
            {
                WritePoint(type);
            }
            else
            {
                WriteRecord(catalog.Shape(type));
            }
        }
    }

    /// <summary>Whether words stand for a type: an interface, or the base of records.</summary>
    private static bool IsPoint(Type type) => type.IsInterface || type.IsAbstract;

    /// <summary>Queues a section: a record bears its keyword, an extension point the key that leads to it first.</summary>
    private void Meet(Type type, string key)
    {
        string title = IsPoint(type) ? key : catalog.Shape(type).Keyword ?? NameOf(type);
        if (titles.TryAdd(type, title))
        {
            pending.Enqueue(type);
        }
    }

    /// <summary>A record without a keyword is called after its type: <c>PurchaseSpec</c> is <c>purchase</c>.</summary>
    private static string NameOf(Type type) =>
        KeyNames.Of(type.Name.EndsWith("Spec", StringComparison.Ordinal) ? type.Name[..^4] : type.Name);

    private void WriteRecord(RecordShape shape)
    {
        text.Append(CultureInfo.InvariantCulture, $"### `{titles[shape.Type]}`\n\n{docs.Summary(shape.Type)}\n\n");
        WriteKeys(shape);
        if (shape.Word is { } word)
        {
            string meaning = docs.Parameter(shape.Type, word.Parameter.Name!);
            Meet(word.Type, word.Name);
            text.Append(
                CultureInfo.InvariantCulture,
                $"In place of the keys a word of {Link(word.Type)}: {meaning}\n\n"
            );
        }
    }

    private void WritePoint(Type point)
    {
        text.Append(CultureInfo.InvariantCulture, $"### `{titles[point]}`\n\n{docs.Summary(point)}\n\n");
        foreach (var (word, type) in catalog.Keywords(point).OrderBy(word => word.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"#### `{word}`\n\n{docs.Summary(type)}\n\n");
            WriteKeys(catalog.Shape(type));
        }
    }

    private void WriteKeys(RecordShape shape)
    {
        var keys = shape.Keys.Where(key => key.IsWritten).ToArray();
        if (keys.Length == 0)
        {
            return;
        }

        text.Append("| key | value | default | meaning |\n|---|---|---|---|\n");
        foreach (var key in keys)
        {
            string meaning = docs.Parameter(shape.Type, key.Parameter.Name!);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{key.Name}` | {Cell(Kind(key))} | {Cell(Default(key))} | {Cell(meaning)} |\n"
            );
        }

        text.Append('\n');
    }

    private string Kind(KeyShape key)
    {
        string kind = key.Words.IsEmpty ? Kind(key.Type, key.Name) : OneOf(key);
        return (key.IsInline ? kind + "; its keys stand beside this one" : kind)
            + (key.RangeInWords() is { Length: > 0 } range ? ", " + range : "");
    }

    private static string OneOf(KeyShape key) =>
        string.Join(", ", key.Words.Select(word => $"`{word}`")) + (key.AllowsNumber ? " or a whole number" : "");

    private string Kind(Type type, string name)
    {
        if (type == typeof(YamlNode) && catalog.Section(name) is { } section)
        {
            // A section is told as a whole after all that belongs to the suite.
            sections.Enqueue((section.Record, name));
            return $"[{name}](#{name})";
        }

        if (type == typeof(JsonElement) || type == typeof(YamlNode))
        {
            return "any value";
        }

        if (type.IsEnum)
        {
            return string.Join(", ", Scalars.EnumWords(type).Select(word => $"`{word}`"));
        }

        if (ScalarBinder.Has(type))
        {
            return type == typeof(Secret) ? "a secret, as `${NAME}`" : ScalarBinder.Name(type);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            var item = type.GetGenericArguments()[0];
            bool isNamed = item.IsClass && !ScalarBinder.Has(item) && catalog.Shape(item).FromKey is not null;
            return isNamed ? $"mapping from names to {Kind(item, name)}" : $"list of {Plural(Kind(item, name))}";
        }

        if (type.IsGenericType)
        {
            return $"mapping from names to {Kind(type.GetGenericArguments()[1], name)}";
        }

        if (!IsPoint(type) && catalog.Shape(type) is { IsValue: true } shape)
        {
            return Value(shape);
        }

        Meet(type, name);
        return Link(type);
    }

    /// <summary>The value alone, or with remarks where there are any.</summary>
    private string Value(RecordShape shape)
    {
        if (shape.Keys.Length == 1)
        {
            return Kind(shape.First!);
        }

        Meet(shape.Type, "");
        return $"{Kind(shape.First!.Type, shape.First.Name)} or {Link(shape.Type)}";
    }

    private string Link(Type type) => $"[{titles[type]}](#{titles[type]})";

    private static string Default(KeyShape key) =>
        key switch
        {
            { IsRequired: true } => "**required**",
            { Default: null or "" } => "",
            { Default: IList { Count: 0 } } => "",
            { Default: bool flag } => flag ? "`true`" : "`false`",
            { Default: Enum word } => $"`{KeyNames.Of(word.ToString())}`",
            { Default: var value } => string.Create(CultureInfo.InvariantCulture, $"`{value}`"),
        };

    private static string Plural(string kind) =>
        kind is "a path" or "a number" or "a whole number" ? kind[2..] + "s"
        : kind.StartsWith("a number or ", StringComparison.Ordinal) ? "numbers" + kind[8..]
        : kind;

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
