using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Statistics.Intervals;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Draws a leaderboard in the terminal: rank, interval on a shared axis, difference to the reference, answers, money.</summary>
internal static class LeaderboardView
{
    private const string Latency = "p50";
    private const string License = "license";
    private const int AxisWidth = 24;

    /// <summary>An axis where there is little room: half of the precision, and still the picture.</summary>
    private const int ShortAxis = 12;

    /// <summary>Licenses are shown where there is room to spare, and are not missed where there is none.</summary>
    private const int RoomForLicenses = 120;

    /// <summary>A difference with its interval and a word: narrower, each would take three lines.</summary>
    private const int AgainstWidth = 27;

    /// <summary>Draws the headline leaderboard of every task.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="comparison">The comparison.</param>
    public static void Write(IAnsiConsole console, Comparison comparison)
    {
        foreach (var task in comparison.Tasks.Where(task => !task.IsCopy))
        {
            console.WriteLine();
            console.MarkupLine(Title(comparison, task));
            var terms = comparison.Run.Terms;
            var board = Board(task, terms, console.Profile.Width);
            console.Write(board.Table);
            string[] leftOut = [.. board.LeftOut.Where(title => title != License)];
            if (leftOut.Length > 0)
            {
                string axis = AxisOf(task.Headline, ShortAxis);
                var names = leftOut.Select(title => title == axis ? "the axis" : title);
                console.MarkupLineInterpolated(
                    CultureInfo.InvariantCulture,
                    $"[grey]no room here for {string.Join(", ", names)}: a wider terminal and the report have them[/]"
                );
            }

            if (!board.LeftOut.Contains(Latency) && LatencyText.Loads(task) is { Length: > 0 } loads)
            {
                console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{loads}[/]");
            }

            TeamView.Write(console, task);
            WritePrompts(console, comparison, task);
        }

        PerturbationView.Write(console, comparison);

        foreach (var model in comparison.Skipped)
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[grey]skipped {model.Name}: {model.Skipped ?? ""}[/]"
            );
        }

        foreach (string note in NoteText.Of(comparison))
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]note[/] {note}");
        }
    }

    /// <summary>What the prompts of a task make of its headline, below the board of its last one.</summary>
    private static void WritePrompts(IAnsiConsole console, Comparison comparison, TaskComparison task)
    {
        if (
            task.Variant is { } variant
            && comparison.Tasks.Last(one => one.Variant?.Task == variant.Task) == task
            && comparison.Prompts.FirstOrDefault(prompts => prompts.Task == variant.Task) is { } found
            && PromptText.Moves(found) is { } moves
        )
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{moves}");
        }
    }

    private static string Title(Comparison comparison, TaskComparison task)
    {
        string units = task.ClusterField is { } field ? $" in {ClusterText.Counted(task)} by {field}" : "";
        string repeats = task.Epochs > 1 ? $", {task.Epochs} repeats" : "";
        string about = task.IsPublished
            ? "published scores"
            : FormattableString.Invariant($"{task.Samples} samples{units}{repeats}");
        return $"[bold]{Markup.Escape(comparison.Run.Suite)}[/] [grey]·[/] [bold]{Markup.Escape(task.Task)}[/] [grey]· {Markup.Escape(about)}[/]";
    }

    private static Fitted Board(TaskComparison task, DeclaredTerms? terms, int width)
    {
        bool hasLicenses = width >= RoomForLicenses && terms?.Models.Any(model => model.License is not null) == true;
        FittedTable Of(int axisWidth) => Table(task, terms, hasLicenses, axisWidth);
        var wide = Of(AxisWidth).In(width);
        return wide.LeftOut.Contains(AxisOf(task.Headline, AxisWidth)) ? Of(ShortAxis).In(width) : wide;
    }

    private static FittedTable Table(TaskComparison task, DeclaredTerms? terms, bool hasLicenses, int axisWidth)
    {
        var metric = task.Headline;
        string against = metric.Reference is null ? "" : $"against {metric.Reference}";
        var table = new FittedTable()
            .Add("")
            .Add("[grey]#[/]", isRight: true)
            .Add("[grey]model[/]")
            .Add($"[grey]{Markup.Escape(metric.Metric)}[/]", isRight: true)
            .Add($"[grey]{Markup.Escape(AxisOf(metric, axisWidth))}[/]", goes: 1)
            .Add($"[grey]{Markup.Escape(against)}[/]", wraps: AgainstWidth)
            .Add("[grey]usable[/]", goes: 2, isRight: true)
            .Add("[grey]$/1,000[/]", goes: 3, isRight: true)
            .Add($"[grey]{Latency}[/]", goes: 4, isRight: true);
        if (hasLicenses)
        {
            table.Add($"[grey]{License}[/]", goes: 5);
        }

        for (int i = 0; i < metric.Leaderboard.Length; i++)
        {
            string model = metric.Leaderboard[i].Model;
            string[] license = hasLicenses ? [LicenseOf(terms, model)] : [];
            table.AddRow([.. Row(task, metric, i, axisWidth, IsAtOdds(task, terms, model)), .. license]);
        }

        return table;
    }

    private static IEnumerable<string> Row(
        TaskComparison task,
        MetricComparison metric,
        int place,
        int axisWidth,
        bool isAtOdds
    )
    {
        var (low, high) = Axis(metric);
        var row = metric.Leaderboard[place];
        var model = task.Models.Single(summary => summary.Model == row.Model);
        string hue = model.Kind switch
        {
            ModelKind.Custom => "teal",
            ModelKind.General => "blue",
            ModelKind.Baseline => "grey",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        yield return Bracket(metric, place);
        yield return row.Rank.ToString(CultureInfo.InvariantCulture);
        yield return $"[{hue}]{Markup.Escape(row.Model)}[/]{(isAtOdds ? " [yellow]![/]" : "")}";
        yield return $"[bold]{Numbers.Value(row.Estimate, metric.IsShare)}[/]";
        yield return $"[{hue}]{Bar(row.Estimate, low, high, axisWidth)}[/]";
        yield return Against(metric, row.Model);
        yield return Usable(model);
        yield return model.CostPer1000Usd is { } cost ? Numbers.Money(cost) : "[grey]unknown[/]";
        yield return model.LatencyP50 is { } latency ? Numbers.Time(latency) : "[grey]–[/]";
    }

    /// <summary>Whether terms of a model do not go with what the suite does or asks for: the notes say how.</summary>
    private static bool IsAtOdds(TaskComparison task, DeclaredTerms? terms, string model) =>
        terms?.Conflicts.Any(one => one.Model == model && (one.Task is null || one.Task == task.Task)) == true;

    private static string LicenseOf(DeclaredTerms? terms, string model) =>
        terms?.Models.FirstOrDefault(one => one.Model == model) switch
        {
            { License: { IsKnown: true } license } => Markup.Escape(license.Id),
            { NeedsNoLicense: true } => "",
            _ => "[grey]unknown[/]",
        };

    private static string Bracket(MetricComparison metric, int place)
    {
        var marks = metric
            .TieGroups.Where(group => group.First < group.Last)
            .Select(group =>
                place < group.First || place > group.Last ? ' '
                : place == group.First ? '┌'
                : place == group.Last ? '└'
                : '│'
            );
        return $"[grey]{string.Concat(marks)}[/]";
    }

    private static string Against(MetricComparison metric, string model)
    {
        if (metric.Reference is null || metric.Reference == model)
        {
            return metric.Reference == model ? "[grey]reference[/]" : "";
        }

        if (metric.Find(model, metric.Reference) is not { } pair)
        {
            return "";
        }

        string text = Markup.Escape(Numbers.Difference(pair.Difference, metric.IsShare));
        return pair.Verdict switch
        {
            PairVerdict.Better => $"[green]{text} better{Small(pair)}[/]",
            PairVerdict.Worse => $"[red]{text} worse{Small(pair)}[/]",
            PairVerdict.Equivalent => $"{text} equivalent",
            PairVerdict.NotComparable when pair.Reason is PairReason.UnknownProtocol =>
                $"[grey]{text} not tested: protocol unknown[/]",
            PairVerdict.NotComparable => $"[grey]{text} not tested[/]",
            PairVerdict.Undecided when pair.SamplesNeeded is > 0 => FormattableString.Invariant(
                $"[grey]{text} undecided, ~{pair.SamplesNeeded:N0} more samples[/]"
            ),
            PairVerdict.Undecided => $"[grey]{text} undecided[/]",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string Small(PairedComparison pair) => PairText.Small(pair) is null ? "" : ", within the margin";

    private static string Usable(ModelSummary model)
    {
        if (model.Completeness.Asked == 0)
        {
            return "[grey]published[/]";
        }

        long usable = model.Outcomes[Outcome.Answered];
        string text = FormattableString.Invariant($"{usable:N0}/{model.Completeness.Asked:N0}");
        return usable == model.Completeness.Asked ? text : $"[yellow]{text}[/]";
    }

    private static (double Low, double High) Axis(MetricComparison metric)
    {
        var estimates = metric
            .Leaderboard.Select(row => row.Estimate)
            .Where(estimate => estimate.Value is not null)
            .ToList();
        if (estimates.Count == 0)
        {
            return (0, 1);
        }

        double low = estimates.Min(estimate => estimate.Low ?? estimate.Value!.Value);
        double high = estimates.Max(estimate => estimate.High ?? estimate.Value!.Value);
        var (left, right) = high > low ? (low, high) : (low - 0.5, high + 0.5);
        return metric.IsShare ? (Math.Max(0, left), Math.Min(1, right)) : (left, right);
    }

    /// <summary>The title over the intervals: both ends of their axis.</summary>
    private static string AxisOf(MetricComparison metric, int width)
    {
        var (low, high) = Axis(metric);
        var (left, right) = (Numbers.Plain(low, metric.IsShare), Numbers.Plain(high, metric.IsShare));
        return left + new string(' ', Math.Max(1, width - left.Length - right.Length)) + right;
    }

    private static string Bar(Estimate estimate, double low, double high, int width)
    {
        if (estimate.Value is not { } value)
        {
            return "";
        }

        int Place(double x) => (int)Math.Round((x - low) / (high - low) * (width - 1), MidpointRounding.AwayFromZero);
        char[] bar = new string(' ', width).ToCharArray();
        if (estimate is { Low: { } from, High: { } to })
        {
            bar.AsSpan(Place(from)..(Place(to) + 1)).Fill('─');
        }

        bar[Place(value)] = '●';
        return new string(bar);
    }
}
