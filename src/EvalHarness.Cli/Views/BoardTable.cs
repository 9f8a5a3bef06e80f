using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>
/// The leaderboard of a task as a table that fits: what repeats something leaves first, model, score and verdict never.
/// </summary>
/// <param name="task">The task; its first metric is shown.</param>
/// <param name="terms">Licenses and terms of use; null where nothing is declared.</param>
internal sealed class BoardTable(TaskComparison task, DeclaredTerms? terms)
{
    /// <summary>Title of the column of times.</summary>
    public const string Latency = "p95";

    private const string Ties = "tied";
    private const string Usable = "usable";
    private const string License = "license";

    /// <summary>Steps of narrowing, the largest number first.</summary>
    private const int NoLicense = 11,
        ShortAxis = 10,
        NoLatency = 9,
        NoCost = 8,
        NoUsable = 7,
        NoAxis = 6,
        ShortVerdict = 5,
        NoRange = 4,
        NoTies = 3,
        ShortestVerdict = 2;

    private readonly MetricComparison metric = task.Headline;
    private readonly BoardAxis axis = new(task.Headline);
    private readonly CostUnit unit = CostUnit.For(task.Models.Select(model => model.CostPer1000Usd));
    private readonly int scores = Numbers.Column(
        task.Headline.Leaderboard.Select(row => row.Estimate),
        task.Headline.IsShare
    );
    private readonly int differences = Numbers.Column(
        Pairs(task.Headline).Select(pair => pair.Difference),
        task.Headline.IsShare
    );
    private readonly bool hasUsable = task.Models.Any(model =>
        model.Completeness.Asked > 0 && model.Outcomes[Outcome.Answered] != model.Completeness.Asked
    );
    private readonly bool hasLicenses = terms?.Models.Any(model => model.License is not null) == true;

    /// <summary>The table.</summary>
    public FittedTable Table()
    {
        var table = new FittedTable()
            .Add(Title(Ties), goes: NoTies)
            .Add(new Cell(Title("#"), Title("rank")), isRight: true, shortens: NoTies)
            .Add(Title("model"), cuts: 18)
            .Add("")
            .Add(Title(metric.IsShare ? $"{metric.Metric} %" : metric.Metric), isRight: true)
            .Add(
                new Cell(Title(axis.Title(BoardAxis.Wide)), Title(axis.Title(BoardAxis.Narrow))),
                goes: NoAxis,
                shortens: ShortAxis
            );
        if (metric.Reference is not null)
        {
            table
                .Add(Title(metric.IsShare ? "points" : "difference"), isRight: true)
                .Add(Title(Interval()), goes: NoRange)
                .Add(Title("verdict"), shortens: [ShortVerdict, ShortestVerdict]);
        }

        if (hasUsable)
        {
            table.Add(Title(Usable), goes: NoUsable, isRight: true);
        }

        table
            .Add(Title(unit.ShortTitle), goes: NoCost, isRight: true)
            .Add(Title(Latency), goes: NoLatency, isRight: true);
        if (hasLicenses)
        {
            table.Add(Title(License), goes: NoLicense);
        }

        for (int place = 0; place < metric.Leaderboard.Length; place++)
        {
            table.AddRow([.. Row(place)], BoardSentence.Of(metric, place));
        }

        return table;
    }

    /// <summary>What the table measures against what, what its lines mean, and what had no room.</summary>
    /// <param name="drawn">The table as it was drawn.</param>
    public IEnumerable<string> Legend(Fitted drawn)
    {
        if (drawn.IsList)
        {
            yield break;
        }

        string against = metric.Reference is { } reference
            ? $"{(metric.IsShare ? "points" : "differences")}: against {reference}"
            : "";
        bool hasTies = metric.TieGroups.Any(group => group.First < group.Last) && !drawn.LeftOut.Contains(Ties);
        string ties = hasTies ? "a line at the left joins models that cannot be told apart" : "";
        if (string.Join("; ", new[] { against, ties }.Where(text => text.Length > 0)) is { Length: > 0 } legend)
        {
            yield return legend;
        }

        string[] missed = [.. drawn.LeftOut.Where(title => title == unit.ShortTitle || title is Latency or Usable)];
        if (missed.Length > 0)
        {
            yield return $"no room here for {string.Join(", ", missed)}: a wider terminal and the report have them";
        }
    }

    private IEnumerable<Cell> Row(int place)
    {
        var row = metric.Leaderboard[place];
        var model = task.Models.Single(summary => summary.Model == row.Model);
        yield return Bracket(place);
        yield return new Cell(row.Rank.ToString(CultureInfo.InvariantCulture), BoardSentence.Ranks(row));
        yield return Markup.Escape(row.Model);
        yield return IsAtOdds(row.Model) ? "[yellow]![/]" : "";
        yield return $"[bold]{Numbers.Value(row.Estimate, metric.IsShare, scores)}[/]";
        yield return new Cell(axis.Bar(row.Estimate, BoardAxis.Wide), axis.Bar(row.Estimate, BoardAxis.Narrow));
        if (metric.Reference is { } reference)
        {
            var pair = row.Model == reference ? null : metric.Find(row.Model, reference);
            yield return pair is null ? "" : Numbers.Points(pair.Difference, metric.IsShare, differences);
            yield return pair is null ? "" : Grey(Numbers.Range(pair.Difference, metric.IsShare, differences));
            yield return row.Model == reference ? Grey("reference") : VerdictCell.Of(pair, metric);
        }

        if (hasUsable)
        {
            yield return UsableOf(model);
        }

        yield return model.CostPer1000Usd is null ? Grey("–") : unit.Show(model.CostPer1000Usd);
        yield return model.LatencyP95 is { } latency ? Numbers.Time(latency) : Grey("–");
        if (hasLicenses)
        {
            yield return LicenseOf(row.Model);
        }
    }

    private string Interval() => IntervalOf(Pairs(metric).FirstOrDefault()?.Difference.Level ?? 0.95);

    private static IEnumerable<PairedComparison> Pairs(MetricComparison metric) =>
        metric
            .Leaderboard.Select(row => metric.Reference is { } reference ? metric.Find(row.Model, reference) : null)
            .OfType<PairedComparison>();

    private static string IntervalOf(double level) => FormattableString.Invariant($"{100 * level:0.##} % interval");

    private static string Title(string text) => Grey(text);

    private static string Grey(string text) => text.Length == 0 ? "" : $"[grey]{Markup.Escape(text)}[/]";

    /// <summary>Whether terms of a model do not go with what the suite does or asks for: the notes say how.</summary>
    private bool IsAtOdds(string model) =>
        terms?.Conflicts.Any(one => one.Model == model && (one.Task is null || one.Task == task.Task)) == true;

    private string LicenseOf(string model) =>
        terms?.Models.FirstOrDefault(one => one.Model == model) switch
        {
            { License: { IsKnown: true } license } => Markup.Escape(license.Id),
            { NeedsNoLicense: true } => "",
            _ => Grey("unknown"),
        };

    private string Bracket(int place)
    {
        var marks = metric
            .TieGroups.Where(group => group.First < group.Last)
            .Select(group =>
                place < group.First || place > group.Last ? ' '
                : place == group.First ? '┌'
                : place == group.Last ? '└'
                : '│'
            );
        return Grey(string.Concat(marks));
    }

    private static string UsableOf(ModelSummary model)
    {
        if (model.Completeness.Asked == 0)
        {
            return Grey("published");
        }

        long usable = model.Outcomes[Outcome.Answered];
        string text = FormattableString.Invariant($"{usable:N0}/{model.Completeness.Asked:N0}");
        return usable == model.Completeness.Asked ? text : $"[yellow]{text}[/]";
    }
}
