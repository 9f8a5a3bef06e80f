using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Reports.Exports;

/// <summary>What the values of a column are.</summary>
internal enum ColumnKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number with a fraction.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Money in US dollars.</summary>
    Money,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A time in UTC.</summary>
    Time,
}

/// <summary>A column of an exported table.</summary>
/// <param name="Name">Its name, in snake_case.</param>
/// <param name="Kind">What its values are; each may also be null, which is unknown or none.</param>
internal sealed record ExportColumn(string Name, ColumnKind Kind);

/// <summary>A column and where its values come from.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">The value of a row: a string, double, long, decimal, bool, <see cref="DateTimeOffset"/>, or null.</param>
/// <typeparam name="T">What a row is made of.</typeparam>
internal sealed record ExportColumn<T>(ExportColumn Column, Func<T, object?> Value);

/// <summary>Makes columns.</summary>
/// <typeparam name="T">What a row is made of.</typeparam>
internal static class Columns<T>
{
    public static ExportColumn<T> Text(string name, Func<T, string?> value) =>
        new(new ExportColumn(name, ColumnKind.Text), value);

    /// <summary>A number; what is no number (infinite, undefined) is left empty.</summary>
    public static ExportColumn<T> Number(string name, Func<T, double?> value) =>
        new(
            new ExportColumn(name, ColumnKind.Number),
            row => value(row) is { } number && double.IsFinite(number) ? number : null
        );

    public static ExportColumn<T> Whole(string name, Func<T, long?> value) =>
        new(new ExportColumn(name, ColumnKind.Whole), row => value(row));

    public static ExportColumn<T> Money(string name, Func<T, decimal?> value) =>
        new(new ExportColumn(name, ColumnKind.Money), row => value(row));

    public static ExportColumn<T> Flag(string name, Func<T, bool?> value) =>
        new(new ExportColumn(name, ColumnKind.Flag), row => value(row));

    public static ExportColumn<T> Time(string name, Func<T, DateTimeOffset?> value) =>
        new(new ExportColumn(name, ColumnKind.Time), row => value(row));

    /// <summary>A value with its interval, and what it rests on.</summary>
    public static IEnumerable<ExportColumn<T>> Estimated(Func<T, Estimate> of) =>
        [
            Number("value", row => of(row).Value),
            Number("standard_error", row => of(row).StandardError),
            Number("low", row => of(row).Low),
            Number("high", row => of(row).High),
            Number("level", row => of(row).Level),
            Whole("n", row => of(row).N),
        ];

    /// <summary>How a value was made, and what to know of it.</summary>
    public static IEnumerable<ExportColumn<T>> Made(Func<T, Estimate> of) =>
        [Text("method", row => of(row).Method), Text("note", row => of(row).Note)];
}
