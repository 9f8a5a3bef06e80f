using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Lets the rows through that have the values asked for, and remembers why none came.</summary>
/// <param name="where">Columns and the values that they must have; null lets all rows through.</param>
internal sealed class RowFilter(IReadOnlyDictionary<string, ImmutableArray<string>>? where)
{
    // Enough to suggest a value of a column that has few, such as a split; no more, to stay small.
    private const int MaxSeen = 64;

    private readonly ImmutableArray<(string Column, ImmutableArray<string> Values)> where = where is null
        ? []
        : [.. where.Select(w => (w.Key, w.Value))];

    private readonly Dictionary<string, HashSet<string>> seen = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string>? first;
    private bool isAnyThrough;

    /// <summary>Whether a row passes.</summary>
    public bool Passes(Row row)
    {
        first ??= row.Fields;
        bool passes = true;
        foreach (var (column, values) in this.where)
        {
            bool has = row.Fields.TryGetValue(column, out string? value);
            if (has && !isAnyThrough)
            {
                Remember(column, value!);
            }

            passes &= has && values.Contains(value!, StringComparer.Ordinal);
        }
        isAnyThrough |= passes;
        return passes;
    }

    /// <summary>Faults a file of which nothing passed.</summary>
    /// <param name="at">Where the filter is declared.</param>
    /// <exception cref="DocumentException">No row passed.</exception>
    public void ThrowIfNonePassed(Location at)
    {
        if (isAnyThrough)
        {
            return;
        }

        if (first is null)
        {
            throw new DocumentException(new Fault(at, "found a data file without rows", "at least one row"));
        }

        foreach (var (column, _) in this.where)
        {
            if (!this.seen.ContainsKey(column))
            {
                throw RowFaults.NoColumn(at, "where", column, first.Keys);
            }
        }
        foreach (var (column, values) in this.where)
        {
            if (!values.Any(this.seen[column].Contains) && this.seen[column].Count < MaxSeen)
            {
                throw NoValue(at, column, values);
            }
        }
        throw new DocumentException(new Fault(at, "no row has all the values under 'where'", "at least one row"));
    }

    private void Remember(string column, string value)
    {
        if (!this.seen.TryGetValue(column, out var seen))
        {
            this.seen[column] = seen = new HashSet<string>(StringComparer.Ordinal);
        }

        if (seen.Count < MaxSeen)
        {
            seen.Add(value);
        }
    }

    private DocumentException NoValue(Location at, string column, ImmutableArray<string> values) =>
        new(
            new Fault(
                at,
                $"no row has '{string.Join("' or '", values)}' in column '{column}' (where)",
                "a value that occurs there",
                values.Select(v => Spelling.Nearest(v, this.seen[column])).FirstOrDefault(v => v is not null)
            )
        );
}
