using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Decisions;
using EvalHarness.Logs;

namespace EvalHarness.Cli;

/// <summary><c>evalharness cascade</c>: what a small model first and a big one then would have done with recorded answers.</summary>
internal static class CascadeCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = Arguments.Run();
        var results = Arguments.Results();
        var first = new Option<string>("--first") { Description = "Model that is always asked.", Required = true };
        var then = new Option<string>("--then")
        {
            Description = "Model that is asked where the first is unsure.",
            Required = true,
        };
        var task = new Option<string?>("--task") { Description = "Task; the first one by default." };
        var folds = new Option<int>("--folds")
        {
            Description = "Folds of the cross-fit.",
            DefaultValueFactory = _ => 5,
        };
        var value = new Option<double>("--value")
        {
            Description = "What a right answer is worth, in US dollars.",
            DefaultValueFactory = _ => 1,
        };
        var json = Arguments.Json();
        return new Command("cascade", "Simulate a cascade of two models from a run's answers; asks no model.")
        {
            run,
            results,
            first,
            then,
            task,
            folds,
            value,
            json,
        }.Does(
            terminal,
            async (parsed, cancellationToken) =>
            {
                var catalog = Catalogs.Default();
                var folder = new RunStore(parsed.GetRequiredValue(results)).Open(
                    RunNames.Resolve(parsed.GetRequiredValue(run), catalog)
                );
                var conclusions = await Conclusions.DrawAsync(folder, catalog, rescore: false, cancellationToken);
                var simulation = CascadeSimulation.Of(
                    conclusions,
                    parsed.GetValue(task),
                    parsed.GetRequiredValue(first),
                    parsed.GetRequiredValue(then),
                    Math.Max(2, parsed.GetRequiredValue(folds)),
                    parsed.GetRequiredValue(value)
                );
                if (parsed.GetValue(json))
                {
                    CascadeView.WriteJson(terminal, simulation);
                }
                else
                {
                    CascadeView.Write(terminal, simulation);
                }

                return ExitCode.Good;
            }
        );
    }
}

/// <summary>A simulated cascade and what it was made from.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="First">The model that is always asked.</param>
/// <param name="Then">The model that is asked where the first is unsure.</param>
/// <param name="Answers">Answers of both that were used.</param>
/// <param name="Folds">Folds of the cross-fit.</param>
/// <param name="CostIsKnown">Whether both models have a known cost; otherwise the threshold is chosen for quality alone.</param>
/// <param name="Value">What a right answer is worth.</param>
/// <param name="Study">The simulation.</param>
internal sealed record CascadeSimulation(
    string Task,
    string Metric,
    string First,
    string Then,
    int Answers,
    int Folds,
    bool CostIsKnown,
    double Value,
    CascadeStudy Study
)
{
    public static CascadeSimulation Of(
        Conclusions conclusions,
        string? task,
        string first,
        string then,
        int folds,
        double value
    )
    {
        var scores = RightOrWrong.Of(conclusions, task);
        var (small, big) = (scores.Find(conclusions, first), scores.Find(conclusions, then));
        int[] cells =
        [
            .. Enumerable.Range(0, scores.Cells).Where(cell => scores.Has(small, cell) && scores.Has(big, cell)),
        ];
        var name = scores.Scores.Task.Name;
        var summaries = conclusions.Comparison.Tasks.First(one => one.Task == name).Models;
        var costs = new[] { first, then }
            .Select(model => (double?)summaries.First(one => one.Model == model).CostPer1000Usd / 1000)
            .ToArray();
        var isKnown = costs.All(cost => cost is not null);
        var study = CascadeStudy.Of(
            Array.ConvertAll(cells, cell => Confidence(scores, small, cell)),
            Array.ConvertAll(cells, cell => scores.Score(small, cell)),
            Array.ConvertAll(cells, cell => scores.Score(big, cell)),
            isKnown ? costs[0]!.Value : 0,
            isKnown ? costs[1]!.Value : 0,
            value,
            FoldsOf(scores, cells, folds, conclusions.Table.Header.Seed)
        );
        return new(name, scores.MetricName, first, then, cells.Length, folds, isKnown, value, study);
    }

    /// <summary>A model that gives no probability is never sure.</summary>
    private static double Confidence(RightOrWrong scores, int model, int cell) =>
        scores.Scores.Cells[model].Confidence[cell] is var sure && double.IsNaN(sure) ? 0 : sure;

    /// <summary>Clusters are shuffled and dealt out whole: samples that belong together must not stand on both sides.</summary>
    private static int[] FoldsOf(RightOrWrong scores, int[] cells, int folds, long seed)
    {
        var samples = scores.Scores.Samples;
        var clusters = Array.ConvertAll(
            cells,
            cell => samples[cell / scores.Scores.Task.Epochs] is var sample ? sample.Cluster ?? sample.Id : ""
        );
        var names = clusters.Distinct(StringComparer.Ordinal).ToArray();
        new Random(unchecked((int)seed)).Shuffle(names);
        var fold = names
            .Select((cluster, place) => (cluster, place))
            .ToDictionary(one => one.cluster, one => one.place % folds, StringComparer.Ordinal);
        return Array.ConvertAll(clusters, cluster => fold[cluster]);
    }
}
