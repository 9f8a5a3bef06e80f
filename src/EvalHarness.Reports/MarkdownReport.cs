using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EvalHarness.Files;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Gates;
using EvalHarness.Reports.Headlines;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Verdicts;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports;

/// <summary>The report as Markdown, short enough for a job summary or a pull request.</summary>
public static class MarkdownReport
{
    private static readonly HashSet<string> LeaderboardColumns = ["rank", "model", "kind", "value"];
    private static readonly HashSet<string> PairColumns =
    [
        "model",
        "against",
        "adjusted_p",
        "verdict",
        "samples_needed",
    ];

    /// <summary>The text.</summary>
    /// <param name="input">What the report is made of.</param>
    public static string Render(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var view = new ReportView(input);
        var text = new StringBuilder();
        Line(text, $"# {MarkdownText.Escape(view.Title)}");
        WriteHeadline(text, view.Headline);
        if (input.Decision is { } decision)
        {
            var words = new VerdictWords(decision);
            Line(
                text,
                $"**{MarkdownText.Escape(words.Verdict)}.** {MarkdownText.Escape($"{words.Ask} {words.Because}")}"
            );
        }

        foreach (var task in view.Tasks)
        {
            if (view.Tasks.Length > 1)
            {
                Line(text, $"## {MarkdownText.Escape(task.Task.Task)}");
            }

            WriteTask(text, task, view.Tasks.Length > 1 ? "###" : "##");
        }

        if (!input.Gates.IsEmpty)
        {
            Line(text, GateMarkdown.Render(view.Run.Suite, input.Gates).TrimEnd('\n'));
        }

        WriteRun(text, view);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Writes the text to a file, replacing it.</summary>
    /// <param name="input">What the report is made of.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static Task WriteAsync(ReportInput input, string path, CancellationToken cancellationToken = default) =>
        WholeFile.WriteAsync(path, Render(input), cancellationToken);

    private static void WriteHeadline(StringBuilder text, Headline headline)
    {
        if (headline.Question.Length > 0)
        {
            Line(text, MarkdownText.Escape(headline.Question));
        }

        Line(text, $"**{MarkdownText.Escape(headline.Answer)}**");
        Line(text, MarkdownText.Escape(headline.Number));
        if (headline.Undecided.Length > 0)
        {
            Line(text, "Still open:");
            Line(text, string.Join('\n', headline.Undecided.Select(open => "- " + MarkdownText.Escape(open))));
        }

        Line(text, MarkdownText.Escape(headline.Failures));
    }

    private static void WriteTask(StringBuilder text, TaskView task, string heading)
    {
        foreach (var view in task.Metrics)
        {
            Line(text, $"{heading} Leaderboard: {MarkdownText.Escape(view.Title)}");
            Line(
                text,
                MarkdownText.Table(LeaderboardTable.Of(view), LeaderboardColumns, ("value", "interval", "low", "high"))
            );
            if (view.Metric.Pairs.Length > 0)
            {
                var pairs = PairsTable.Of(view);
                int own = view.Metric.Pairs.Count(pair => pair.InFamily);
                pairs = pairs with { Rows = own > 0 ? [.. pairs.Rows.Take(own)] : Asked(pairs, view.Metric.Reference) };
                Line(text, $"{heading} Differences: {MarkdownText.Escape(Words.Metric(view.Metric.Metric))}");
                Line(
                    text,
                    MarkdownText.Table(
                        pairs,
                        PairColumns,
                        ("against", "difference", "difference", null),
                        ("against", "interval", "low", "high")
                    )
                );
            }
        }

        Line(text, $"{heading} Requests");
        Line(text, MarkdownText.Table(ModelsTable.OutcomesOf(task), null));
        Line(text, $"{heading} Money and time");
        Line(text, MarkdownText.Table(ModelsTable.CostsOf(task), null));
        WriteStudies(text, task, heading);
    }

    private static void WriteStudies(StringBuilder text, TaskView task, string heading)
    {
        foreach (var cascade in task.Studies.Cascades)
        {
            var words = new CascadeWords(cascade, name => name);
            Line(text, $"{heading} Cascade: {MarkdownText.Escape($"{cascade.First}, then {cascade.Then}")}");
            Line(text, MarkdownText.Escape(words.Answer));
            if (cascade.IsEverSure)
            {
                Line(text, MarkdownText.Escape($"{words.Worth} {words.Calls}".TrimEnd()));
                Line(text, MarkdownText.Table(CascadeTables.Choices(cascade), null));
                Line(text, MarkdownText.Escape($"{words.Optimism} {words.Use}"));
            }
        }

        foreach (var router in task.Studies.Routers)
        {
            var (plan, words) = (router.Plan!, new RouterWords(router, router.Plan!, name => name));
            Line(text, $"{heading} Router: {MarkdownText.Escape($"{router.First} or {router.Then}, by {plan.By}")}");
            Line(text, MarkdownText.Escape(words.Answer));
            Line(text, MarkdownText.Escape($"{words.Worth} {words.Gap}"));
            Line(text, MarkdownText.Table(CascadeTables.Choices(router), null));
            Line(
                text,
                MarkdownText.Escape(
                    $"{words.Optimism} {(words.Closed.Length > 0 ? words.Closed + " (APGR). " : "")}{words.Use}"
                )
            );
            Line(text, MarkdownText.Table(RouterTables.Slices(router, plan, RouterTables.MostSlices), null));
        }

        foreach (var curve in task.Studies.Curves)
        {
            var words = new CurveWords(curve);
            Line(text, $"{heading} Learning curve: {MarkdownText.Escape(curve.Curve)}");
            Line(text, MarkdownText.Escape(words.Standing));
            if (curve.Goals.Length > 0)
            {
                Line(text, MarkdownText.Table(CurveTables.Needed(curve), null));
            }

            Line(text, MarkdownText.Escape(string.Join(' ', words.Warnings)));
        }
    }

    /// <summary>The pairs with the reference, where no pair belongs to the family of the question.</summary>
    private static ImmutableArray<ImmutableArray<Cell>> Asked(ReportTable pairs, string? reference) =>
        [.. pairs.Rows.Where(row => row[0].Text == reference || row[1].Text == reference)];

    private static void WriteRun(StringBuilder text, ReportView view)
    {
        Line(text, "## Run");
        var facts = new List<string>
        {
            $"- Run `{view.Run.Id}`, begun {view.Run.StartedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}, seed {view.Run.Seed.ToString(CultureInfo.InvariantCulture)}",
        };
        facts.AddRange(
            view.Comparison.Skipped.Select(model =>
                $"- Left out: {MarkdownText.Escape(model.Name)}, {MarkdownText.Escape(model.Skipped ?? "")}"
            )
        );
        facts.AddRange(
            view.Comparison.Notes.Concat(view.Run.Warnings).Distinct().Select(note => "- " + MarkdownText.Escape(note))
        );
        Line(text, string.Join('\n', facts));
    }

    private static void Line(StringBuilder text, string line)
    {
        if (line.Length > 0)
        {
            text.Append(line).Append("\n\n");
        }
    }
}
