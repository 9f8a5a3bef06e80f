using System.Collections.Immutable;
using EvalHarness.Datasets;

namespace EvalHarness.Cli.Imports;

/// <summary>What says in a file of scores that a request had no answer, so that a 0 beside it is no wrong answer.</summary>
/// <param name="Columns">Columns that say it: <c>error</c>, where it is filled, or <c>status=failed</c>, by a value.</param>
/// <param name="Values">Texts that stand in place of a score.</param>
internal sealed record NoAnswer(ImmutableArray<string> Columns, ImmutableArray<string> Values)
{
    /// <summary>Nothing but an empty score.</summary>
    public static NoAnswer Unsaid { get; } = new([], []);

    /// <summary>What a column holds that tells of nothing.</summary>
    private static readonly string[] Nothing = ["", "false", "0", "no", "none", "null", "nan"];

    /// <summary>The column that one of <see cref="Columns"/> names, and the value that it must have; null where being filled says it.</summary>
    /// <param name="said">Such a text.</param>
    /// <param name="present">The columns of the file: a name may hold an equals sign.</param>
    public static (string Column, string? Value) Read(string said, IReadOnlyCollection<string> present)
    {
        if (present.Contains(said))
        {
            return (said, null);
        }

        for (int at = said.IndexOf('='); at >= 0; at = said.IndexOf('=', at + 1))
        {
            if (present.Contains(said[..at]))
            {
                return (said[..at], said[(at + 1)..]);
            }
        }

        return (said.Split('=')[0], null);
    }

    /// <summary>Whether a text in place of a score says it.</summary>
    public bool IsSaidBy(string score) => Values.Contains(score, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a column of a row says it.</summary>
    public static bool IsSaidBy(Row row, (string Column, string? Value) rule)
    {
        string cell = row.Fields.GetValueOrDefault(rule.Column, "").Trim();
        return rule.Value is { } value
            ? cell.Equals(value.Trim(), StringComparison.OrdinalIgnoreCase)
            : !Nothing.Contains(cell, StringComparer.OrdinalIgnoreCase);
    }
}
