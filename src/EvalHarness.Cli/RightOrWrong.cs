using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Cli;

/// <summary>Which answers of a run were right, cell by cell, for simulations over recorded answers.</summary>
/// <param name="Scores">The task.</param>
/// <param name="Metric">Place of the metric that is right or wrong.</param>
internal sealed record RightOrWrong(TaskScores Scores, int Metric)
{
    /// <summary>Name of the metric.</summary>
    public string MetricName => Scores.Metrics[Metric].Name;

    /// <summary>Number of cells.</summary>
    public int Cells => Scores.Samples.Length * Scores.Task.Epochs;

    /// <summary>The first task of a run, or the one named, with its first metric that is right or wrong.</summary>
    /// <exception cref="DocumentException">There is no such task or metric.</exception>
    public static RightOrWrong Of(Conclusions conclusions, string? task)
    {
        var tasks = conclusions.Table.Tasks;
        var names = tasks.Select(one => one.Task.Name).ToArray();
        var scores =
            tasks.FirstOrDefault(one => task is null || one.Task.Name == task)
            ?? throw Fault(conclusions, $"no task '{task}' in this run", string.Join(", ", names), task, names);
        var metric = scores.Metrics.Select((one, place) => (one, place)).FirstOrDefault(one => one.one.IsBinary);
        return metric.one is null
            ? throw Fault(
                conclusions,
                $"no metric of '{scores.Task.Name}' that is right or wrong",
                "accuracy or another"
            )
            : new RightOrWrong(scores, metric.place);
    }

    /// <summary>Place of a model.</summary>
    /// <exception cref="DocumentException">The run asked no such model.</exception>
    public int Find(Conclusions conclusions, string model)
    {
        var names = Scores.Models.Select(one => one.Name).ToArray();
        var place = Array.IndexOf(names, model);
        return place >= 0
            ? place
            : throw Fault(conclusions, $"no model '{model}' in this run", string.Join(", ", names), model, names);
    }

    /// <summary>Whether a model came back with a response in a cell.</summary>
    public bool Has(int model, int cell) =>
        Scores.Cells[model].Outcomes[cell] is not (Outcome.Failed or Outcome.NotRun);

    /// <summary>1 where a model was right in a cell, 0 where it was not.</summary>
    public double Score(int model, int cell) =>
        Scores.Cells[model].Statistics[Metric][cell * Scores.Metrics[Metric].Width];

    private static DocumentException Fault(
        Conclusions conclusions,
        string found,
        string expected,
        string? word = null,
        string[]? known = null
    ) =>
        new(
            new Fault(
                new Location(conclusions.Folder.Path),
                found,
                expected,
                word is null || known is null ? null : Spelling.Nearest(word, known)
            )
        );
}
