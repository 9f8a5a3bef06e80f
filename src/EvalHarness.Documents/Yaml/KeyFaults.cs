using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>Keys that no record has, each with the key that was probably meant.</summary>
/// <param name="catalog">The words known.</param>
/// <param name="findings">Where faults go.</param>
internal sealed class KeyFaults(Catalog catalog, FaultCollector findings)
{
    /// <summary>Whether all keys of a mapping are known.</summary>
    /// <param name="node">The mapping.</param>
    /// <param name="shape">Its record.</param>
    /// <param name="word">The record whose keys stand beside those of the first; null where it is not known.</param>
    /// <param name="meant">The keys that misspelt ones were meant to be: nobody needs to hear that they are missing.</param>
    public bool AreKnown(YamlMapping node, RecordShape shape, RecordShape? word, out IReadOnlySet<string> meant)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        meant = found;
        if (word is null && IsAbsent(node, shape))
        {
            return false;
        }

        string[] own = [.. Names(shape), .. word is null ? [] : Names(word)];
        string[] others = shape.Inline is { } inline && word is null ? OfAnyWord(inline) : [];
        var unknown = node.Entries.Where(entry => !own.Contains(entry.Key) && !others.Contains(entry.Key)).ToArray();
        string[] present = node.Entries.Select(entry => entry.Key).ToArray();
        foreach (var entry in unknown)
        {
            string? near = Spelling.Nearest(entry.Key, own.Concat(others).Except(present));
            if (near is null || !others.Contains(near) || node.Find(shape.Inline!.Name) is null)
            {
                Tell(entry, own, near);
            }

            found.Add(near ?? "");
        }

        return unknown.Length == 0 & !IsAlone(node, shape, others, found);
    }

    /// <summary>Whether the keys are those of a package that this program lacks: one fault says so, and nobody knows them.</summary>
    private bool IsAbsent(YamlMapping node, RecordShape shape) =>
        shape.Inline is { } inline
        && node.Find(inline.Name)?.Value is YamlScalar word
        && catalog.Absent.ContainsKey(word.Text);

    /// <summary>What a key takes, in words for a message.</summary>
    public string Name(KeyShape key) =>
        key.IsInline ? Wording.List(catalog.Keywords(key.Type).Keys)
        : IsRecord(key.Type) ? Name(catalog.Shape(key.Type))
        : ScalarBinder.Name(key.Type);

    /// <summary>How a record is written, in words for a message.</summary>
    public string Name(RecordShape shape) =>
        shape is { IsValue: true, First: { } first } ? $"{Name(first)} or a mapping" : "a mapping";

    /// <summary>Keys of words where no word is said: <c>sd: 2</c> without <c>dist:</c>.</summary>
    private bool IsAlone(YamlMapping node, RecordShape shape, string[] others, HashSet<string> meant)
    {
        if (
            shape.Inline is not { IsRequired: false } inline
            || node.Find(inline.Name) is not null
            || meant.Contains(inline.Name)
            || node.Entries.FirstOrDefault(entry => others.Contains(entry.Key) && !Names(shape).Contains(entry.Key))
                is not { } entry
        )
        {
            return false;
        }

        var words = catalog
            .Keywords(inline.Type)
            .Where(word => Names(catalog.Shape(word.Value)).Contains(entry.Key))
            .Select(word => word.Key);
        findings.Add(
            entry.KeyAt,
            $"{Wording.Quote(entry.Key)} without '{inline.Name}'",
            $"'{inline.Name}:' with {Wording.List(words)}"
        );
        return true;
    }

    private void Tell(YamlEntry entry, string[] known, string? near)
    {
        bool isRest =
            entry is { Value: YamlScalar { IsNull: true } } && entry.Key.Contains(' ', StringComparison.Ordinal);
        findings.Add(
            entry.KeyAt,
            isRest ? $"{Wording.Quote(entry.Key)} after a comma" : $"unknown key {Wording.Quote(entry.Key)}",
            isRest ? "the whole value in quotes, or a key" : Wording.List(known),
            isRest ? null : near
        );
    }

    private string[] OfAnyWord(KeyShape inline) =>
        [.. catalog.Keywords(inline.Type).Values.SelectMany(type => Names(catalog.Shape(type))).Distinct()];

    private static IEnumerable<string> Names(RecordShape shape) =>
        shape.Keys.Where(key => key.IsWritten).Select(key => key.Name);

    private static bool IsRecord(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsGenericType: false }
        && !ScalarBinder.Has(type)
        && type != typeof(YamlNode);
}
