using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>One row of a data file.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Fields">Values by column name, in file order; nested JSON as JSON text, JSON null as the empty text.</param>
public sealed record Row(Location At, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Names of the fields whose value is a JSON list or object; empty in files that have none.</summary>
    public ImmutableArray<string> Nested { get; init; } = [];

    /// <summary>Whether each row of its file names its own columns, so that one may lack what others have.</summary>
    internal bool NamesItsKeys { get; init; }

    /// <summary>The text of a column that must have one.</summary>
    /// <param name="key">The key that names the column.</param>
    /// <param name="column">The column.</param>
    /// <exception cref="DocumentException">It is not there, empty, or a list or object.</exception>
    internal string Text(string key, string column)
    {
        if (!Fields.TryGetValue(column, out string? value))
        {
            throw RowFaults.NoValue(At, key, column);
        }

        if (string.IsNullOrWhiteSpace(value))
        {
            throw RowFaults.Empty(At, key, column);
        }

        return IsNested(column) ? throw RowFaults.Nested(At, key, column) : value;
    }

    /// <summary>Whether a column, or what a dotted path leads to, is a JSON list or object.</summary>
    /// <param name="column">Name of the column, or a path into it.</param>
    internal bool IsNested(string column) =>
        Nested.Contains(column)
        || (
            !Nested.IsEmpty
            && column.Contains('.', StringComparison.Ordinal)
            && JsonPath.Find(Fields, column) is ['{' or '[', ..]
        );
}
