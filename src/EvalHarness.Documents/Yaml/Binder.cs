using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>Nodes to records: a record's constructor parameters are its keys.</summary>
/// <remarks>
/// Goes on after a fault, a misspelt key or word read as the nearest one, so that all faults of a document are found at once.
/// What it returns is whole only if there were none.
/// </remarks>
/// <param name="catalog">The words known.</param>
/// <param name="findings">Where faults and warnings go.</param>
/// <param name="variables">The environment; no variable is set by default.</param>
/// <param name="scopes">What a record that stands under a name is bound as, by its entry; null for no change.</param>
internal sealed class Binder(
    Catalog catalog,
    FaultCollector findings,
    Variables? variables = null,
    Func<Type, YamlEntry, BindScope?>? scopes = null
)
{
    private readonly ScalarBinder scalars = new(findings, variables ?? Variables.None);
    private readonly Construction construction = new(findings);
    private readonly KeyFaults keys = new(catalog, findings);
    private BindScope scope = new();

    /// <summary>The mapping that each record was made from, its misspelt keys under the names that were meant.</summary>
    public Dictionary<object, YamlMapping> Origins { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// The record that a node stands for; with defaults, or null, in the place of what has faults.
    /// </summary>
    /// <param name="node">A part of the document.</param>
    /// <param name="name">Name of the value, for messages.</param>
    public T? Bind<T>(YamlNode node, string name) =>
        TryBind(node, typeof(T), name, null, out object? value) || value is T ? (T?)value : default;

    private bool TryBind(YamlNode node, Type type, string name, KeyShape? key, out object? value)
    {
        if (type == typeof(YamlNode))
        {
            value = node;
            return catalog.Section(name) is not { } section || TryBind(node, section.Record, name, null, out _);
        }

        if (type == typeof(JsonElement))
        {
            return scalars.TryBindFree(node, scope, out value);
        }

        if (ScalarBinder.Has(type))
        {
            return scalars.TryBind(node, type, name, key, scope, out value);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            return TryBindList(node, type.GetGenericArguments()[0], name, key, out value);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            return TryBindDictionary(node, type.GetGenericArguments()[1], name, key, out value);
        }

        return type.IsInterface
            ? TryBindWord(node, type, name, out value)
            : TryBindRecord(node, catalog.Shape(type), catalog.Shape(type).Keyword ?? name, null, out value);
    }

    private bool TryBindList(YamlNode node, Type item, string name, KeyShape? key, out object? value)
    {
        bool isNamed =
            !item.IsInterface && !ScalarBinder.Has(item) && item.IsClass && catalog.Shape(item).FromKey is not null;
        if (isNamed && node is YamlMapping named)
        {
            return TryBindNamed(named, catalog.Shape(item), out value);
        }

        value = null;
        if (isNamed)
        {
            findings.Add(node.At, $"{node.Describe()} for '{name}'", "a mapping from names to settings");
            return false;
        }

        var nodes = node is YamlSequence sequence ? sequence.Items : [node];
        var items = new List<object?>(nodes.Length);
        bool isWhole = true;
        foreach (var one in nodes)
        {
            isWhole &= TryBind(one, item, name, key, out object? bound);
            if (bound is not null)
            {
                items.Add(bound);
            }
        }

        value = Lists.Create(item, items);
        return isWhole;
    }

    private bool TryBindNamed(YamlMapping node, RecordShape shape, out object? value)
    {
        var items = new List<object?>(node.Entries.Length);
        bool isWhole = true;
        foreach (var entry in node.Entries)
        {
            var outer = scope;
            scope = scopes?.Invoke(shape.Type, entry) ?? scope;
            isWhole &= TryBindRecord(entry.Value, shape, entry.Key, entry, out object? bound);
            scope = outer;
            if (bound is not null)
            {
                items.Add(bound);
            }
        }

        value = Lists.Create(shape.Type, items);
        return isWhole;
    }

    private bool TryBindDictionary(YamlNode node, Type item, string name, KeyShape? key, out object? value)
    {
        value = null;
        if (node is not YamlMapping mapping)
        {
            findings.Add(node.At, $"{node.Describe()} for '{name}'", "a mapping");
            return false;
        }

        var bound = Lists.CreateDictionary(item);
        bool isWhole = true;
        foreach (var entry in mapping.Entries)
        {
            isWhole &= TryBind(entry.Value, item, entry.Key, key, out object? one);
            if (one is not null)
            {
                bound.Add(entry.Key, one);
            }
        }

        value = bound;
        return isWhole;
    }

    private bool TryBindWord(YamlNode node, Type point, string name, out object? value)
    {
        value = null;
        switch (node)
        {
            case YamlScalar { IsNull: false } scalar:
                // A misspelt word that needs settings has none: nothing more is to be found in it.
                return Find(point, scalar.Text, scalar.At, name) is { } bare
                    && (bare.Keyword == scalar.Text || bare.Keys.All(key => !key.IsRequired))
                    && TryBindKeys(new YamlMapping([], node.At), bare, scalar.Text, null, out value);
            case YamlMapping { Entries: [var entry] }:
                return Find(point, entry.Key, entry.KeyAt, name) is { } found
                    && TryBindSettings(entry, found, out value);
            default:
                findings.Add(
                    node.At,
                    node is YamlMapping { Entries.Length: > 1 }
                        ? $"several keys for '{name}'"
                        : $"{node.Describe()} for '{name}'",
                    "one word, alone or with its settings: word, or { word: { ... } }"
                );
                return false;
        }
    }

    private bool TryBindSettings(YamlEntry entry, RecordShape shape, out object? value) =>
        entry.Value is YamlScalar { IsNull: true }
            ? TryBindKeys(new YamlMapping([], entry.KeyAt), shape, entry.Key, null, out value)
            : TryBindRecord(entry.Value, shape, entry.Key, null, out value);

    /// <summary>The record of a word; of the nearest one, with a fault, where there is no such word.</summary>
    private RecordShape? Find(Type point, string word, Location at, string name)
    {
        var known = catalog.Keywords(point);
        if (known.TryGetValue(word, out var type))
        {
            return catalog.Shape(type);
        }

        string kind = name.EndsWith('s') ? name[..^1] : name;
        if (catalog.Absent.TryGetValue(word, out string? remedy))
        {
            // What is left out needs no package either.
            if (!scope.IsSkipped)
            {
                findings.Add(at, $"the {kind} {Wording.Quote(word)} without its package", remedy);
            }
        }
        else
        {
            string[] words = [.. known.Keys, .. catalog.Absent.Keys];
            string? near = Spelling.Nearest(word, words);
            findings.Add(at, $"unknown {kind} {Wording.Quote(word)}", Wording.List(known.Keys), near);
            return near is not null && known.TryGetValue(near, out var meant) ? catalog.Shape(meant) : null;
        }

        return null;
    }

    private bool TryBindRecord(YamlNode node, RecordShape shape, string name, YamlEntry? entry, out object? value)
    {
        if (node is YamlMapping mapping)
        {
            return TryBindKeys(mapping, shape, name, entry, out value);
        }

        value = null;
        if (!shape.IsShort || shape.First is not { } first || (node is YamlSequence && !Lists.TakesList(first.Type)))
        {
            findings.Add(node.At, $"{node.Describe()} for '{name}'", keys.Name(shape));
            return false;
        }

        // The one value stands for the first key.
        var only = new YamlMapping([new YamlEntry(first.Name, node.At, node)], node.At);
        return TryBindKeys(only, shape, name, entry, out value);
    }

    private bool TryBindKeys(
        YamlMapping written,
        RecordShape shape,
        string name,
        YamlEntry? entry,
        out object? value,
        bool isKnown = true
    )
    {
        var inline = keys.FindInline(written, shape);
        var word = inline is null ? null : FindWord(inline, shape.Inline!);
        isKnown &= keys.AreKnown(written, shape, word, out var node);
        bool isWhole = isKnown && (inline is null || word is not null);
        bool isMakeable = true;
        object?[] arguments = new object?[shape.Keys.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            var key = shape.Keys[i];
            isWhole &= key switch
            {
                { IsFromKey: true } => Set(entry?.Key ?? name, out arguments[i]),
                { IsPlace: true } => Set(entry?.KeyAt ?? node.At, out arguments[i]),
                { IsWord: true } => !keys.IsWord(node, shape) || TryBindWord(node, key.Type, name, out arguments[i]),
                { IsInline: true } when word is not null => TryBindKeys(
                    Part(node, word),
                    word,
                    word.Keyword!,
                    null,
                    out arguments[i],
                    isKnown
                ),
                { IsInline: true } when inline is not null => false,
                _ => TryBindKey(node, key, name, out arguments[i]),
            };
            arguments[i] ??= key.Default ?? construction.StandIn(node, key, catalog);
            isMakeable &= arguments[i] is not null || !key.IsRequired;
        }

        // What has faults is made as far as it goes, so that faults between sections are found in the same run.
        value = null;
        bool tells = isWhole && !scope.IsSkipped;
        isWhole &= isMakeable && construction.TryMake(node, shape, arguments, tells, out value);
        if (value is not null)
        {
            Origins[value] = node;
        }

        return isWhole & (value is null || Check(node, value, isWhole));
    }

    /// <summary>What a section of another room finds wrong between its keys.</summary>
    private bool Check(YamlMapping node, object record, bool isWhole)
    {
        Fault[] faults = [.. catalog.SectionOf(record.GetType())?.Check(record, node, isWhole) ?? []];
        Array.ForEach(faults, findings.Add);
        return faults.Length == 0;
    }

    private RecordShape? FindWord(YamlEntry written, KeyShape inline)
    {
        if (written.Value is YamlScalar { IsNull: false } scalar)
        {
            return Find(inline.Type, scalar.Text, scalar.At, inline.Name);
        }

        string words = Wording.List(catalog.Keywords(inline.Type).Keys);
        findings.Add(written.Value.At, $"{written.Value.Describe()} for '{inline.Name}'", words);
        return null;
    }

    private static YamlMapping Part(YamlMapping node, RecordShape word) =>
        node with
        {
            Entries = [.. node.Entries.Where(entry => word.Keys.Any(key => key.Name == entry.Key))],
        };

    private bool TryBindKey(YamlMapping node, KeyShape key, string name, out object? argument)
    {
        argument = key.Default;
        if (node.Find(key.Name) is not { } entry)
        {
            if (key.IsRequired)
            {
                findings.Add(node.At, $"no '{key.Name}' for '{name}'", $"'{key.Name}:' with {keys.Name(key)}");
            }

            return !key.IsRequired;
        }

        bool isAbsent =
            entry.Value is YamlScalar { IsNull: true }
            && key.Type != typeof(JsonElement)
            && key.Type != typeof(YamlNode);
        if (isAbsent && !key.IsRequired)
        {
            return true;
        }

        if (isAbsent)
        {
            findings.Add(entry.KeyAt, $"nothing for '{key.Name}'", keys.Name(key));
            return false;
        }

        return TryBind(entry.Value, key.Type, entry.IsImplied ? name : key.Name, key, out argument);
    }

    private static bool Set(object value, out object? argument)
    {
        argument = value;
        return true;
    }
}
