using EvalHarness.Comparisons.Results;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>What the models lose on changed copies of samples, by the first metric of each task: a column a change.</summary>
internal static class PerturbationView
{
    /// <summary>Writes the table of each task that has copies.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="comparison">The comparison.</param>
    public static void Write(Terminal terminal, Comparison comparison)
    {
        foreach (var task in comparison.Tasks.Where(task => !task.IsCopy))
        {
            PerturbationComparison[] changes =
            [
                .. comparison.Perturbations.Where(change =>
                    change.Task == task.Task && change.Metric == task.Headline.Metric
                ),
            ];
            if (changes.Length == 0)
            {
                continue;
            }

            terminal.Out.WriteLine();
            var table = new FittedTable().Add(
                $"[grey]{Markup.Escape(task.Headline.Metric)} on changed copies, {(changes[0].IsShare ? "points" : "difference")}[/]",
                wraps: 20
            );
            foreach (var (place, change) in changes.Index())
            {
                table.Add($"[grey]{Markup.Escape(change.Perturbation)}[/]", goes: place, isRight: true);
            }

            foreach (var row in task.Headline.Leaderboard.Where(row => row.Published is null))
            {
                table.AddRow([Markup.Escape(row.Model), .. changes.Select(change => Cell(change, row.Model))]);
            }

            table.WriteTo(terminal);
            if (changes.Any(change => change.Rows.Any(row => row.Verdict == PairVerdict.Undecided)))
            {
                terminal.Out.MarkupLine(
                    "[grey]? may be chance: tested sample by sample, corrected over all models and changes[/]"
                );
            }
        }
    }

    /// <summary>The change of the score, strong where it is more than noise.</summary>
    private static string Cell(PerturbationComparison change, string model)
    {
        var row = change.Rows.FirstOrDefault(row => row.Model == model);
        if (row?.Loss.Value is not { } loss)
        {
            return "[grey]–[/]";
        }

        string number = Markup.Escape(Numbers.Signed(-loss, change.IsShare));
        return row.Verdict switch
        {
            PairVerdict.Worse => $"[bold]{number} worse[/]",
            PairVerdict.Better => $"[bold]{number} better[/]",
            PairVerdict.Equivalent => $"{number} equivalent",
            _ => $"[grey]{number} ?[/]",
        };
    }
}
