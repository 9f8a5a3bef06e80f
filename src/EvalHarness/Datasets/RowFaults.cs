using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>The wording of faults about rows and columns: names and places, never values.</summary>
internal static class RowFaults
{
    /// <summary>A column that the suite names and the file lacks.</summary>
    public static DocumentException NoColumn(Location at, string key, string column, IEnumerable<string> present)
    {
        var names = present.ToList();
        string expected = names.Count <= 40 ? string.Join(", ", names) : string.Join(", ", names.Take(40)) + ", ...";
        return new(
            new Fault(
                at,
                $"the data have no column '{column}' ({key})",
                $"one of {expected}",
                Spelling.Nearest(column, names)
            )
        );
    }

    /// <summary>A key that one row lacks and others have.</summary>
    public static DocumentException NoValue(
        Location at,
        string key,
        string column,
        IEnumerable<string>? present = null
    ) =>
        new(
            new Fault(
                at,
                $"this row has no '{column}' ({key})",
                "a value",
                present is null ? null : Spelling.Nearest(column, present)
            )
        );

    /// <summary>A value that is empty and must not be.</summary>
    public static DocumentException Empty(Location at, string key, string column) =>
        new(new Fault(at, $"'{column}' is empty ({key})", "a value"));

    /// <summary>A list or an object where one value belongs.</summary>
    public static DocumentException Nested(Location at, string key, string column, string? mend = null) =>
        new(new Fault(at, $"'{column}' holds a list or an object ({key})", "a text, a number or true or false" + mend));
}
