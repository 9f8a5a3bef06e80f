using System.Globalization;
using EvalHarness.Cli.Drafts;
using EvalHarness.Core;

namespace EvalHarness.Cli.Views;

/// <summary>What a table holds, and which column was taken for what.</summary>
internal static class TableView
{
    private const int MostExamples = 4;
    private const int MostWidth = 40;

    public static void Write(Terminal terminal, TableProfile table, TableRoles roles)
    {
        terminal.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{table.File}: {table.Rows:#,0} rows, {Plurals.Count(table.Columns.Count, "column")}"
            )
                + (
                    table.Duplicates == 0
                        ? ", no row twice"
                        : string.Create(CultureInfo.InvariantCulture, $", {table.Duplicates:#,0} repeat an earlier one")
                )
        );
        int width = Math.Min(32, table.Columns.Max(column => column.Name.Length));
        foreach (var column in table.Columns)
        {
            string empty =
                column.Filled == table.Rows
                    ? ""
                    : string.Create(CultureInfo.InvariantCulture, $", {table.Rows - column.Filled:#,0} empty");
            terminal.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {column.Name.PadRight(width)}  {Role(column.Name, roles), -7}  {column.Distinct:#,0} different{empty}{Told(column)}"
                )
            );
        }
    }

    public static object Json(TableProfile table, TableRoles roles, SuiteDraft? draft, string? path) =>
        new
        {
            table = table.File,
            rows = table.Rows,
            duplicates = table.Duplicates,
            columns = table.Columns.Select(column => new
            {
                name = column.Name,
                role = Role(column.Name, roles) is { Length: > 0 } role ? role : null,
                filled = column.Filled,
                distinct = column.Distinct,
                is_number = column.IsNumber,
                mean_length = Math.Round(column.MeanLength, 1),
                longest = column.Longest,
            }),
            samples = draft?.Samples,
            samples_for_two_points = Math.Ceiling(SuiteDraft.SamplesForTwoPoints),
            detectable = draft?.Detectable,
            suite = path,
        };

    private static string Role(string column, TableRoles roles) =>
        column == roles.Target ? "target"
        : roles.Texts.Contains(column) ? "text"
        : roles.Options.Contains(column) ? "option"
        : column == roles.Id ? "id"
        : column == roles.Cluster ? "cluster"
        : column == roles.Split ? "split"
        : roles.Slices.Contains(column) ? "slice"
        : "";

    private static string Told(ColumnProfile column)
    {
        if (column.IsProse || column.Values is not { Length: <= 30 } values)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $", {column.MeanLength:0} characters on average, {column.Longest:#,0} at most"
            );
        }

        string told = string.Join(
            ", ",
            values
                .Take(MostExamples)
                .Select(one =>
                    string.Create(CultureInfo.InvariantCulture, $"{VisibleText.Id(one.Value)} {one.Count:#,0}")
                )
        );
        return ": "
            + (told.Length > MostWidth ? told[..MostWidth] + "…" : told)
            + (values.Length > MostExamples ? ", …" : "");
    }
}
