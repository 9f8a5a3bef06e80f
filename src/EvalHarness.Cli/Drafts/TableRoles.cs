using System.Collections.Immutable;

namespace EvalHarness.Cli.Drafts;

/// <summary>Which column of a table plays which part in a suite: guessed by name first, by what it holds then.</summary>
/// <param name="Target">The right answer; null where no column looks like one.</param>
/// <param name="Texts">What a model is shown; empty where no column looks like it.</param>
/// <param name="Id">What names a row; null numbers them.</param>
/// <param name="Cluster">What rows share that are not independent of each other; null for nothing.</param>
/// <param name="Slices">What results are told apart by.</param>
/// <param name="Split">What says which rows are for training; null for nothing.</param>
internal sealed record TableRoles(
    string? Target,
    ImmutableArray<string> Texts,
    string? Id,
    string? Cluster,
    ImmutableArray<string> Slices,
    string? Split
)
{
    /// <summary>Columns of the options of a multiple choice, named A, B and so on; empty where it is none.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>Values that a column of splits may have.</summary>
    public const int MostSorts = 12;

    private const int MostLabels = 30;
    private const int MostSlices = 3;

    private static readonly string[] Ids = ["id", "sample_id", "uid", "key", "index", "row_id"];
    private static readonly string[] Splits = ["split", "fold", "subset", "set", "partition"];
    private static readonly string[] Sorts =
    [
        "train",
        "training",
        "dev",
        "valid",
        "validation",
        "val",
        "test",
        "eval",
        "heldout",
        "holdout",
    ];
    private static readonly string[] Answers =
    [
        "label",
        "target",
        "answer",
        "class",
        "category",
        "sentiment",
        "intent",
        "gold",
        "reference",
        "expected",
        "ground_truth",
        "output",
        "y",
        "queue",
    ];
    private static readonly string[] Asked =
    [
        "text",
        "question",
        "sentence",
        "headline",
        "content",
        "body",
        "input",
        "prompt",
        "message",
        "title",
        "description",
        "query",
    ];
    private static readonly string[] Contexts =
    [
        "passage",
        "context",
        "paragraph",
        "article",
        "premise",
        "evidence",
        "background",
    ];
    private static readonly string[] Groups =
    [
        "cluster",
        "group",
        "company",
        "customer",
        "user",
        "author",
        "document",
        "doc",
        "conversation",
        "thread",
        "patient",
        "source",
        "ticker",
        "account",
        "session",
        "filing",
    ];

    /// <summary>The guess for a table.</summary>
    /// <param name="table">The table.</param>
    public static TableRoles Guess(TableProfile table)
    {
        var open = table.Columns.Where(column => column.Filled > 0 && IsNamed(column.Name)).ToList();
        var options = TakeOptions(open, table);
        string? split = Named(open, Splits, IsSplit);
        string? id =
            Named(open, Ids, column => column.Distinct == table.Rows)
            ?? First(open, column => column.Distinct == table.Rows && !column.IsProse && column.Longest <= 40);
        string? target =
            Named(open, Answers, column => column.Distinct > 1)
            ?? Last(open, column => IsLabel(column, table.Rows))
            ?? Last(open, column => column.IsNumber && column.Distinct > MostLabels);
        string? text =
            Named(open, Asked, column => !IsLabel(column, table.Rows))
            ?? First(open, column => column.IsProse && column == open.MaxBy(one => one.MeanLength));
        string? context = Named(open, Contexts, column => column.IsProse);
        string? cluster = Named(open, Groups, column => Repeats(column, table.Rows));
        return new(
            target,
            text is null ? []
                : context is null ? [text]
                : [context, text],
            id,
            cluster,
            [.. open.Where(column => IsSlice(column, table.Rows)).Take(MostSlices).Select(column => column.Name)],
            split
        )
        {
            Options = options,
        };
    }

    /// <summary>Columns A, B and so on, where the answers are these letters and nothing else.</summary>
    private static ImmutableArray<string> TakeOptions(List<ColumnProfile> open, TableProfile table)
    {
        string[] letters =
        [
            .. "ABCDEFGH".Select(letter => letter.ToString()).TakeWhile(letter => table.Find(letter) is not null),
        ];
        var answers = open.Find(column =>
            column.Values is { } values
            && values.All(one => letters.Contains(one.Value))
            && !letters.Contains(column.Name)
        );
        if (letters.Length < 2 || answers is null)
        {
            return [];
        }

        open.RemoveAll(column => letters.Contains(column.Name));
        return [.. letters];
    }

    /// <summary>The values of the split that are for training; empty where there are none.</summary>
    /// <param name="split">The column that says so.</param>
    public static string[] Training(ColumnProfile split) =>
        Sort(split, value => value.StartsWith("train", StringComparison.OrdinalIgnoreCase));

    /// <summary>The values of the split that samples are taken from: those of a test, or all that are not for training.</summary>
    /// <param name="split">The column that says so.</param>
    public static string[] Testing(ColumnProfile split) =>
        Sort(split, value => value.StartsWith("test", StringComparison.OrdinalIgnoreCase)) is { Length: > 0 } test
            ? test
            : Sort(split, value => !value.StartsWith("train", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether answers are labels: few, and each there more than once.</summary>
    /// <param name="column">The column of the answers.</param>
    /// <param name="rows">Number of rows.</param>
    public static bool IsLabel(ColumnProfile column, int rows) =>
        column.Distinct is >= 2 and <= MostLabels && column.Distinct <= rows / 3 && !column.IsProse;

    private static string[] Sort(ColumnProfile split, Func<string, bool> isMeant) =>
        [.. (split.Values ?? []).Select(one => one.Value).Where(isMeant)];

    private static bool IsSplit(ColumnProfile column) =>
        column.Values is { Length: >= 2 and <= MostSorts } values
        && values.Any(one => Sorts.Contains(one.Value.ToLowerInvariant()));

    private static bool IsSlice(ColumnProfile column, int rows) =>
        column.Distinct is >= 2 and <= 12 && column.Distinct <= rows / 5 && !column.IsProse;

    private static bool Repeats(ColumnProfile column, int rows) =>
        column.Distinct > 1 && column.Filled == rows && column.Distinct <= rows * 2 / 3;

    /// <summary>A name with braces or a bar could not stand in a template.</summary>
    private static bool IsNamed(string name) =>
        !string.IsNullOrWhiteSpace(name) && name.AsSpan().IndexOfAny("{}|\n\r") < 0 && name == name.Trim();

    /// <summary>The column with the first of some names that fits.</summary>
    private static string? Named(List<ColumnProfile> open, string[] names, Predicate<ColumnProfile> fits) =>
        names
            .Select(name => First(open, column => Word(column) == name && fits(column)))
            .FirstOrDefault(found => found is not null);

    private static string Word(ColumnProfile column) =>
        column.Name.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');

    private static string? First(List<ColumnProfile> open, Predicate<ColumnProfile> fits) =>
        Remove(open, open.FindIndex(fits));

    private static string? Last(List<ColumnProfile> open, Predicate<ColumnProfile> fits) =>
        Remove(open, open.FindLastIndex(fits));

    private static string? Remove(List<ColumnProfile> open, int place)
    {
        if (place < 0)
        {
            return null;
        }

        string name = open[place].Name;
        open.RemoveAt(place);
        return name;
    }
}
