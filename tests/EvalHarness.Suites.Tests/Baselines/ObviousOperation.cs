using System.Globalization;
using System.Text.RegularExpressions;

namespace EvalHarness.Suites.Tests.Baselines;

/// <summary>
/// Answers a question on a table as somebody in a hurry would: the rows whose names share most words with the question, the columns
/// that it names, and the operation that one of its words announces. It knows no row of the test split.
/// </summary>
internal static class ObviousOperation
{
    private static readonly (string Operation, string Cue)[] Cues =
    [
        ("points", @"basis points?"),
        ("each", @"(per|each|by the) share|a share\b|share count"),
        ("average", @"averaged?|mean|typical"),
        (
            "growth",
            @"(percent|%).*(gr[eo]w|r[io]se|increase|expan|up|advance|fast|pace|f[ae]ll|drop|decline|shrink|shrank)"
        ),
        (
            "growth",
            @"(gr[eo]w|r[io]se|increase|expan|advance|fast|pace|f[ae]ll|drop|decline|shrink|shrank).*(percent|%)"
        ),
        ("share", @"percent|%|share of|proportion|margin|slice|portion|fraction"),
        ("ratio", @"times|multiple|for (each|every)|how often|ratio"),
        ("sum", @"\bsum\b|together|combined|add (up|to)|altogether|both|over (all|the)|\btotal\b"),
        ("difference", @""),
    ];

    private static readonly HashSet<string> Idle = new(
        "a an and at by did do does for from had has how in is it its many much of on or than that the to was were what which with".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    /// <summary>The answer: a number, yes or no.</summary>
    /// <param name="table">Rows of the table, the header first.</param>
    /// <param name="text">The text beside it, for a number of shares.</param>
    /// <param name="question">The question.</param>
    public static string Answer(IReadOnlyList<string[]> table, string text, string question)
    {
        string asked = question.ToLowerInvariant();
        bool isYesNo = Regex.IsMatch(asked, @"^(at [^,]*, |in [^,]*, )?(did|do|does|was|were|is|are|has|have|had)\b");
        string operation = isYesNo ? "compare" : Cues.First(cue => Regex.IsMatch(asked, cue.Cue)).Operation;
        int[] columns = Columns(table[0], asked, operation);
        var (first, second) = Rows([.. table.Skip(1)], asked, columns);
        if (isYesNo)
        {
            var (left, right) =
                columns.Length > 1 ? (first.Cells[^1], first.Cells[0]) : (first.Cells[0], second.Cells[0]);
            bool isLess = Regex.IsMatch(asked, @"less|lower|below|fewer|fall|fell|drop|decline|shrink|smaller");
            return (isLess ? left < right : left > right) ? "yes" : "no";
        }

        return Compute(operation, first, second, Shares([.. table.Skip(1)], text, columns[^1]))
            .ToString("0.##", CultureInfo.InvariantCulture);
    }

    private static double Compute(string operation, Line first, Line second, double shares)
    {
        var (own, other) = (first.Cells, second.Cells);
        return operation switch
        {
            "points" when first.Name.Contains('%') => 100 * Math.Abs(own[^1] - own[0]),
            "points" => 10_000 * Math.Abs(Share(own[^1], other[^1]) - Share(own[0], other[0])),
            "each" => own[^1] / shares,
            "average" => own.Average(),
            "growth" => 100 * Math.Abs(own[^1] - own[0]) / own[0],
            "share" => 100 * Share(own[^1], other[^1]),
            "ratio" => 1 / Share(own[^1], other[^1]),
            "sum" => own.Length > 1 ? own.Sum() : own[0] + other[0],
            _ => own.Length > 1 ? Math.Abs(own[^1] - own[0]) : Math.Abs(own[0] - other[0]),
        };
    }

    private static double Share(double one, double other) => Math.Min(one, other) / Math.Max(one, other);

    /// <summary>The two rows that the question speaks of; where it speaks of one alone, the total or the sales stand for the other.</summary>
    private static (Line First, Line Second) Rows(string[][] rows, string asked, int[] columns)
    {
        string[] words = Words(asked);
        var ranked = rows.Select(row =>
                (Row: row, Named: Words(row[0]).Count(words.Contains) / Math.Sqrt(Math.Max(1, Words(row[0]).Length)))
            )
            .OrderByDescending(one => one.Named)
            .ThenByDescending(one => Regex.IsMatch(one.Row[0], "total|sales|revenue", RegexOptions.IgnoreCase))
            .Select(one => new Line(one.Row[0], [.. columns.Select(column => Number(one.Row[column]))]))
            .ToArray();
        return (ranked[0], ranked[Math.Min(1, ranked.Length - 1)]);
    }

    /// <summary>Columns that the question names, with the one before where it asks for a change; all of them where it names none.</summary>
    private static int[] Columns(string[] header, string asked, string operation)
    {
        var named = Enumerable
            .Range(1, header.Length - 1)
            .Where(column => asked.Contains(header[column].ToLowerInvariant(), StringComparison.Ordinal))
            .ToList();
        bool isChange =
            operation is "growth" or "points" || Regex.IsMatch(asked, "year before|previous|prior|year earlier");
        if (isChange && named is [> 1])
        {
            named.Insert(0, named[0] - 1);
        }

        return named.Count > 0 ? [.. named] : [.. Enumerable.Range(1, header.Length - 1)];
    }

    private static string[] Words(string text) =>
        [
            .. Regex
                .Matches(text.ToLowerInvariant(), @"\p{L}{2,}")
                .Select(match => match.Value.TrimEnd('s'))
                .Where(word => !Idle.Contains(word)),
        ];

    private static double Number(string cell)
    {
        string digits = Regex.Replace(cell, @"[^0-9.\-−]", "").Replace('−', '-');
        bool isNegative = cell.StartsWith('(');
        return double.TryParse(digits, CultureInfo.InvariantCulture, out double value)
            ? isNegative
                ? -Math.Abs(value)
                : value
            : 0;
    }

    /// <summary>The number of shares, in millions, that the text or a row tells; 1 where neither does.</summary>
    private static double Shares(string[][] rows, string text, int column)
    {
        if (rows.FirstOrDefault(row => row[0].Contains("shares", StringComparison.OrdinalIgnoreCase)) is { } row)
        {
            return Number(row[column]);
        }

        var told = Regex.Match(text, @"([0-9][0-9.,]*) million[^.]*shares|[Ss]hares[^.]* ([0-9][0-9.,]*) million");
        return told.Success ? Number(told.Groups[1].Value + told.Groups[2].Value) : 1;
    }

    private sealed record Line(string Name, double[] Cells);
}
