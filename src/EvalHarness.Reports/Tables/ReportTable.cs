using System.Collections.Immutable;
using System.Globalization;

namespace EvalHarness.Reports.Tables;

/// <summary>The numbers behind a chart or a section, once: shown in HTML and Markdown as text, in CSV in full.</summary>
/// <param name="Name">Name in file names: lower case, hyphens.</param>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, one cell a column.</param>
public sealed record ReportTable(
    string Name,
    string Caption,
    ImmutableArray<Column> Columns,
    ImmutableArray<ImmutableArray<Cell>> Rows
);

/// <summary>A column of a table.</summary>
/// <param name="Key">Its header in CSV: lower case, underscores.</param>
/// <param name="Title">Its header for readers, with the unit.</param>
/// <param name="IsNumber">Whether it is set flush right.</param>
public readonly record struct Column(string Key, string Title, bool IsNumber = false);

/// <summary>A cell of a table.</summary>
/// <param name="Text">As readers see it.</param>
/// <param name="Raw">As CSV holds it; null where the text is the value, empty where there is none.</param>
/// <param name="IsNumber">Whether the raw value is a number, which no spreadsheet takes for a formula.</param>
public readonly record struct Cell(string Text, string? Raw = null, bool IsNumber = false)
{
    /// <summary>A text.</summary>
    public static implicit operator Cell(string text) => new(text);

    /// <summary>A whole number.</summary>
    /// <param name="value">The number; null for none.</param>
    internal static Cell Of(long? value) =>
        value is { } number
            ? new(Formats.Show.Count(number), number.ToString(CultureInfo.InvariantCulture), true)
            : None;

    /// <summary>A number shown in another form.</summary>
    /// <param name="value">The number; null for none.</param>
    /// <param name="text">Its form for readers.</param>
    internal static Cell Of(double? value, string text) =>
        new(text, value?.ToString("R", CultureInfo.InvariantCulture) ?? "", true);

    /// <summary>A number in the unit shown.</summary>
    /// <param name="value">The number in its own unit; null for none.</param>
    /// <param name="scale">Factor to the unit shown: 100 for shares in per cent.</param>
    /// <param name="decimals">Decimals shown.</param>
    internal static Cell Of(double? value, double scale, int decimals) =>
        value is { } number ? Of(number, Formats.Show.Number(number * scale, decimals)) : None;

    /// <summary>Money.</summary>
    /// <param name="usd">US dollars; null when unknown.</param>
    internal static Cell Of(decimal? usd) =>
        new(Formats.Quantities.Money(usd), usd?.ToString(CultureInfo.InvariantCulture) ?? "", true);

    /// <summary>No number.</summary>
    internal static Cell None => new(Formats.Show.Undefined, "", true);
}
