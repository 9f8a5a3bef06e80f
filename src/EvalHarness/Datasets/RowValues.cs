using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace EvalHarness.Datasets;

/// <summary>The values of one row under the names of its file's columns.</summary>
/// <param name="columns">The names.</param>
/// <param name="values">One value a name.</param>
internal sealed class RowValues(ColumnNames columns, string[] values) : IReadOnlyDictionary<string, string>
{
    public ColumnNames Columns => columns;

    public string this[string key] =>
        TryGetValue(key, out string? value) ? value : throw new KeyNotFoundException($"there is no column '{key}'");

    public string this[int place] => values[place];

    public IEnumerable<string> Keys => columns.Names;

    public IEnumerable<string> Values => values;

    public int Count => values.Length;

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <summary>The value of a column, or of what a dotted path into nested JSON leads to; the keys do not name such paths.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        int place = columns.Find(key);
        value =
            place >= 0 ? values[place]
            : key.Contains('.', StringComparison.Ordinal) ? JsonPath.Find(this, key)
            : null;
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int i = 0; i < values.Length; i++)
        {
            yield return KeyValuePair.Create(columns.Names[i], values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
