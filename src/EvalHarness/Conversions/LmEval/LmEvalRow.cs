using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.LmEval;

/// <summary>A row of a task's data, as templates see it.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Fields">Its fields.</param>
internal sealed partial record LmEvalRow(Location At, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Whether it is of a table, in which the harness takes what looks like a number for one.</summary>
    public bool IsOfTable { get; init; }

    /// <summary>Names of fields that are lists or objects.</summary>
    public IReadOnlyList<string> Nested { get; init; } = [];

    /// <summary>A row of a data file.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isOfTable">Whether the file is a table of texts.</param>
    public static LmEvalRow Of(Row row, bool isOfTable) =>
        new(row.At, row.Fields) { IsOfTable = isOfTable, Nested = row.Nested };

    /// <summary>What a template shows of a field.</summary>
    /// <param name="name">The field.</param>
    /// <param name="at">Where the template stands.</param>
    /// <exception cref="DocumentException">There is no such field, or Python writes it otherwise.</exception>
    public string Shows(string name, Location at)
    {
        if (!Fields.TryGetValue(name, out string? value))
        {
            throw new DocumentException(
                new Fault(
                    at,
                    $"the field {Wording.Quote(name)} that a row lacks ({At})",
                    "a field of the data",
                    Spelling.Nearest(name, Fields.Keys)
                )
            );
        }

        bool isOdd =
            Nested.Contains(name)
            || (IsOfTable ? value.Length == 0 || OddNumber().IsMatch(value) : value is "true" or "false");
        return isOdd
            ? throw new DocumentException(
                new Fault(
                    At,
                    $"a value of {Wording.Quote(name)} that the harness writes otherwise (a list, a truth value, nothing, or a number with zeros)",
                    "a text"
                )
            )
            : value;
    }

    [GeneratedRegex(
        @"^[+-]?0[0-9]+(?:\.[0-9]*)?\z|^[+-]?[0-9]*\.[0-9]*0\z|^\+[0-9.]+\z|^[+-]?[0-9.]+[eE][+-]?[0-9]+\z|^[0-9]+\.\z|^(?:nan|NaN|NA|N/A|null|NULL|None|n/a|<NA>|#N/A)\z"
    )]
    private static partial Regex OddNumber();
}
