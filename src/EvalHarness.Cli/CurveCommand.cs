using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Core;
using EvalHarness.Decisions;
using EvalHarness.Logs;

namespace EvalHarness.Cli;

/// <summary><c>evalharness curve</c>: learning curves of a run, extrapolated, and the rows it takes to reach a target.</summary>
internal static class CurveCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = Arguments.Run();
        var results = Arguments.Results();
        var task = new Option<string?>("--task") { Description = "Task; the first one by default." };
        var target = new Option<string?>("--target")
        {
            Description =
                "What is to be reached: a model of the run, or a share; the reference of the leaderboard by default.",
        };
        var json = Arguments.Json();
        return new Command("curve", "Fit and extrapolate the learning curves of a run; asks no model.")
        {
            run,
            results,
            task,
            target,
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
                LearningCurves[] curves =
                [
                    .. LearningCurves.Of(conclusions, parsed.GetValue(task), parsed.GetValue(target)),
                ];
                if (parsed.GetValue(json))
                {
                    JsonView.WriteAny(terminal, curves);
                }
                else
                {
                    CurveView.Write(terminal, curves);
                }

                return ExitCode.Good;
            }
        );
    }
}

/// <summary>A learning curve of a run.</summary>
/// <param name="Curve">Name of the curve.</param>
/// <param name="Task">Name of the task.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Samples">Answers behind each size.</param>
/// <param name="Target">What is to be reached, in words; null when nothing is.</param>
/// <param name="Study">The curve.</param>
internal sealed record LearningCurves(
    string Curve,
    string Task,
    string Metric,
    long Samples,
    string? Target,
    CurveStudy Study
)
{
    /// <summary>The curves of a task, in the order of the suite.</summary>
    /// <exception cref="DocumentException">No model stands on a curve of two sizes.</exception>
    public static IEnumerable<LearningCurves> Of(Conclusions conclusions, string? task, string? target)
    {
        var scores = RightOrWrong.Of(conclusions, task);
        var (words, share) = TargetOf(conclusions, scores, target);
        var groups = scores
            .Scores.Models.Where(model => model.LearningCurve is not null)
            .GroupBy(model => model.LearningCurve!.Of, StringComparer.Ordinal)
            .Where(group => group.DistinctBy(model => model.LearningCurve!.Size).Count() > 1)
            .ToArray();
        return groups.Length > 0
            ? groups.Select(group => Of(group, scores, words, share))
            : throw new DocumentException(
                new Fault(
                    new Location(conclusions.Folder.Path),
                    "no model on a learning curve of two sizes or more",
                    "train_sizes: on a text-classifier, or learning_curve: { of: name, size: rows } on checkpoints"
                )
            );
    }

    private static LearningCurves Of(
        IGrouping<string, ModelHeader> group,
        RightOrWrong scores,
        string? words,
        double? target
    )
    {
        var points = group
            .DistinctBy(model => model.LearningCurve!.Size)
            .OrderBy(model => model.LearningCurve!.Size)
            .Select(model => (model.LearningCurve!.Size, Counts: Counts(scores, scores.Scores.Models.IndexOf(model))))
            .ToArray();
        var spec = new LearningCurveSpec(
            [.. points.Select(point => (double)point.Size)],
            [.. points.Select(point => point.Counts.Right)],
            [.. points.Select(point => (double)point.Counts.Total)],
            points[^1].Size
        );
        return new(
            group.Key,
            scores.Scores.Task.Name,
            scores.MetricName,
            points.Max(point => point.Counts.Total),
            words,
            CurveStudy.Of(spec, target)
        );
    }

    private static (double Right, long Total) Counts(RightOrWrong scores, int model)
    {
        int[] cells = [.. Enumerable.Range(0, scores.Cells).Where(cell => scores.Has(model, cell))];
        return (cells.Sum(cell => scores.Score(model, cell)), cells.Length);
    }

    private static (string? Words, double? Share) TargetOf(Conclusions conclusions, RightOrWrong scores, string? target)
    {
        if (
            double.TryParse(
                target,
                System.Globalization.NumberStyles.Float,
                System.Globalization.CultureInfo.InvariantCulture,
                out var share
            )
        )
        {
            return (null, share);
        }

        var metric = conclusions
            .Comparison.Tasks.First(one => one.Task == scores.Scores.Task.Name)
            .Metrics.First(one => one.Metric == scores.MetricName);
        var model = target ?? metric.Reference;
        if (model is null)
        {
            return (null, null);
        }

        var (right, total) = Counts(scores, scores.Find(conclusions, model));
        return (model, total == 0 ? null : right / total);
    }
}
