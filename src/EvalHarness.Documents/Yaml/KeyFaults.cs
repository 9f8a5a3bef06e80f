using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>Keys that no record has, each with the key that was probably meant.</summary>
/// <param name="catalog">The words known.</param>
/// <param name="findings">Where faults go.</param>
internal sealed class KeyFaults(Catalog catalog, FaultCollector findings)
{
    /// <summary>The entry whose word decides which further keys there are, misspelt as its key may be; null where there is none.</summary>
    /// <param name="node">The mapping.</param>
    /// <param name="shape">Its record.</param>
    public YamlEntry? FindInline(YamlMapping node, RecordShape shape)
    {
        if (shape.Inline is not { } inline)
        {
            return null;
        }

        if (node.Find(inline.Name) is { } written)
        {
            return written;
        }

        string[] all = [.. Names(shape), .. OfAnyWord(inline)];
        return node.Entries.FirstOrDefault(entry =>
            !all.Contains(entry.Key) && Spelling.Nearest(entry.Key, all) == inline.Name
        );
    }

    /// <summary>Whether all keys of a mapping are known.</summary>
    /// <param name="node">The mapping.</param>
    /// <param name="shape">Its record.</param>
    /// <param name="word">The record whose keys stand beside those of the first; null where it is not known.</param>
    /// <param name="meant">The mapping with its misspelt keys under the names that were probably meant: what stands under them is read all the same.</param>
    public bool AreKnown(YamlMapping node, RecordShape shape, RecordShape? word, out YamlMapping meant)
    {
        meant = node;
        if (IsWord(node, shape))
        {
            return true;
        }

        if (word is null && IsAbsent(node, shape))
        {
            return false;
        }

        string[] own = [.. Names(shape), .. word is null ? [] : Names(word)];
        string[] others = shape.Inline is { } inline && word is null ? OfAnyWord(inline) : [];
        var taken = node.Entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var entries = node.Entries.ToBuilder();
        bool areKnown = true;
        foreach (var (i, entry) in node.Entries.Index())
        {
            if (own.Contains(entry.Key) || others.Contains(entry.Key))
            {
                continue;
            }

            areKnown = false;
            string? near = Spelling.Nearest(entry.Key, own.Concat(others).Except(taken));
            Tell(entry, own, near);
            if (near is not null)
            {
                taken.Add(near);
                entries[i] = entry with { Key = near };
            }
        }

        meant = node with { Entries = entries.ToImmutable() };
        return areKnown & !IsAlone(meant, shape, others);
    }

    /// <summary>Whether a mapping is a word in place of the record's keys, misspelt as it may be.</summary>
    /// <param name="node">The mapping.</param>
    /// <param name="shape">Its record.</param>
    public bool IsWord(YamlMapping node, RecordShape shape)
    {
        string[] own = [.. Names(shape)];
        if (shape.Word is not { } point || node.Entries is not [var only] || own.Contains(only.Key))
        {
            return false;
        }

        string[] words = [.. catalog.Keywords(point.Type).Keys];
        return words.Contains(only.Key)
            || (Spelling.Nearest(only.Key, own.Concat(words)) is { } near ? words.Contains(near) : shape.IsValue);
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
    private bool IsAlone(YamlMapping node, RecordShape shape, string[] others)
    {
        if (
            shape.Inline is not { IsRequired: false } inline
            || node.Find(inline.Name) is not null
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
