using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Scoring.Assertions;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>Reads test cases of a table: a row a test, a column a variable, and columns with two underscores in front for the rest.</summary>
/// <param name="remarks">Where what is left out is told.</param>
internal sealed class TestTable(Remarks remarks)
{
    private const string Counterpart =
        "__expected, __expected1, __prefix, __suffix, __description, __metric, __threshold, __metadata:NAME or __config:__expected1:threshold";

    /// <summary>Whether the first line of a table names a column of expectations.</summary>
    /// <param name="line">The line.</param>
    public static bool IsOne(string line) =>
        line.Split(',').Any(cell => cell.Trim().Trim('"').Trim().StartsWith("__expected", StringComparison.Ordinal));

    /// <summary>The tests of a table; those that cannot be said here are told and left out.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">The table is broken.</exception>
    public async Task<List<PromptfooTest>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var tests = new List<PromptfooTest>();
        await foreach (var row in new DelimitedRows(',', true, null).ReadAsync(path, null, cancellationToken))
        {
            tests.Add(remarks.Try(() => Read(row, tests.Count + 1)) ?? new PromptfooTest(row.At) { IsRefused = true });
        }

        return tests;
    }

    private static PromptfooTest Read(Row row, int number)
    {
        var at = row.At;
        var test = new PromptfooTest(at)
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"Row #{number}"),
        };
        var asserts = ImmutableArray.CreateBuilder<PromptfooAssert>();
        var bounds = new Dictionary<int, double>();
        string? metric = null;
        foreach (string column in row.Fields.Keys)
        {
            string value = row.Fields[column];
            if (column.StartsWith("__expected", StringComparison.Ordinal))
            {
                if (JsText.Trim(value) is { Length: > 0 } cell)
                {
                    asserts.Add(CsvCells.Read(cell, at));
                }
            }
            else if (column.StartsWith("__config:", StringComparison.Ordinal))
            {
                bounds[Place(column, at)] =
                    Number(value) ?? throw Refused(at, $"'{column}' without a number", "a number");
            }
            else if (column == "__metric")
            {
                metric = value;
            }
            else
            {
                test = Read(test, column, value);
            }
        }

        for (int i = 0; i < asserts.Count; i++)
        {
            asserts[i] = asserts[i] with
            {
                Metric = metric,
                Threshold = bounds.TryGetValue(i, out double bound) ? bound : asserts[i].Threshold,
            };
        }

        return test with
        {
            Asserts = asserts.ToImmutable(),
        };
    }

    private static PromptfooTest Read(PromptfooTest test, string column, string value)
    {
        switch (column)
        {
            case "__prefix":
                return test with { Prefix = value.Length > 0 ? value : null };
            case "__suffix":
                return test with { Suffix = value.Length > 0 ? value : null };
            case "__description":
                return test with { Description = value.Length > 0 ? value : test.Description };
            case "__threshold":
                return test with { Threshold = Number(value) };
            case "__providerOutput" when value.Length > 0:
                throw Refused(
                    test.At,
                    "'__providerOutput', an answer that is given",
                    "answers made elsewhere come in by 'provider: replay'"
                );
            case "__providerOutput" or "__metadata":
                return test;
            case var _ when column.StartsWith("__metadata:", StringComparison.Ordinal):
                string key = column["__metadata:".Length..];
                return JsText.Trim(value).Length == 0 || key.EndsWith("[]", StringComparison.Ordinal)
                    ? test
                    : test with
                    {
                        Metadata = test.Metadata.SetItem(key, value),
                    };
            default:
                return test with
                {
                    Order = test.Order.Add(column),
                    Variables = test.Variables.SetItem(column, new PromptfooVariable(value, test.At)),
                };
        }
    }

    // __config:__expected2:threshold is of the second assertion, which are counted without empty cells.
    private static int Place(string column, Location at)
    {
        string[] parts = column.Split(':');
        if (parts is not [_, var expected, "threshold"] || !expected.StartsWith("__expected", StringComparison.Ordinal))
        {
            throw Refused(at, $"the column '{column}'", Counterpart);
        }

        string number = expected["__expected".Length..];
        return number.Length == 0 ? 0
            : int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place > 0
                ? place - 1
            : throw Refused(at, $"the column '{column}'", Counterpart);
    }

    private static double? Number(string cell) =>
        double.TryParse(
            JsText.Trim(cell),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out double number
        ) && double.IsFinite(number)
            ? number
            : null;

    private static DocumentException Refused(Location at, string found, string expected) =>
        new(new Fault(at, found, expected));
}
