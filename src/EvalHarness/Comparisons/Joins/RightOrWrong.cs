using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Joins;

/// <summary>Which answers of a task were right, for simulations over recorded answers, by its first metric that is right or wrong.</summary>
public sealed class RightOrWrong
{
    private readonly TaskScores scores;
    private readonly int metric;

    private RightOrWrong(ScoreTable table, TaskScores scores, int metric, TaskComparison task)
    {
        (this.scores, this.metric) = (scores, metric);
        (Task, Metric, Seed) = (scores.Task.Name, scores.Metrics[metric].Name, table.Header.Seed);
        Confidence = table.Header.Compare.Confidence;
        Models = [.. scores.Models.Select((model, place) => Model(model, scores.Cells[place], task))];
    }

    /// <summary>Name of the task that the answers are to.</summary>
    public string Task { get; }

    /// <summary>Name of the metric that says right or wrong.</summary>
    public string Metric { get; }

    /// <summary>Seed of the suite, for the draws of a simulation.</summary>
    public long Seed { get; }

    /// <summary>Confidence level of the run's intervals, in (0, 1).</summary>
    public double Confidence { get; }

    /// <summary>The models that were asked, in the order of the suite.</summary>
    public ImmutableArray<AnsweringModel> Models { get; }

    /// <summary>The answers of a task.</summary>
    /// <param name="table">The run with its scores.</param>
    /// <param name="task">The comparison of the task.</param>
    /// <returns>Null where the run did not measure the task, or no metric of it is right or wrong.</returns>
    public static RightOrWrong? Of(ScoreTable table, TaskComparison task)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(task);
        var scores = table.Tasks.FirstOrDefault(one => one.Task.Name == task.Task);
        for (int metric = 0; metric < scores?.Metrics.Length; metric++)
        {
            if (scores.Metrics[metric].IsBinary)
            {
                return new(table, scores, metric, task);
            }
        }

        return null;
    }

    /// <summary>The model of a name; null where the run asked none of it.</summary>
    /// <param name="name">Name of the model.</param>
    public AnsweringModel? Find(string name) => Models.FirstOrDefault(model => model.Name == name);

    /// <summary>Right answers of a model, and all that it came back with.</summary>
    /// <param name="model">The model.</param>
    public (double Right, long Total) Count(AnsweringModel model)
    {
        int place = Models.IndexOf(model);
        int[] cells = [.. Cells.Where(cell => Has(place, cell))];
        return (cells.Sum(cell => Score(place, cell)), cells.Length);
    }

    /// <summary>The answers that two models share.</summary>
    /// <param name="first">The one whose confidence counts.</param>
    /// <param name="then">The other.</param>
    /// <param name="by">Field of the samples to go with the answers; none by default.</param>
    public SharedAnswers Between(AnsweringModel first, AnsweringModel then, string? by = null)
    {
        (int small, int big) = (Models.IndexOf(first), Models.IndexOf(then));
        int[] cells = [.. Cells.Where(cell => Has(small, cell) && Has(big, cell))];
        var clusters = ClusterIndex
            .Over(scores.Samples, scores.Task.ClusterField)
            .Select(Array.ConvertAll(cells, cell => cell / scores.Task.Epochs));
        return new(
            [.. cells.Select(cell => ConfidenceIn(small, cell))],
            [.. cells.Select(cell => Score(small, cell))],
            [.. cells.Select(cell => Score(big, cell))],
            [.. clusters.Of]
        )
        {
            Slices = by is null ? [] : [.. cells.Select(cell => Slice(cell, by))],
            FirstUsd = [.. cells.Select(cell => Usd(small, cell))],
            ThenUsd = [.. cells.Select(cell => Usd(big, cell))],
        };
    }

    /// <summary>The answers to the samples that several models all answered, with a field of the sample beside them.</summary>
    /// <param name="models">The models.</param>
    /// <param name="by">The field.</param>
    public SlicedAnswers Among(ImmutableArray<AnsweringModel> models, string by)
    {
        int[] places = [.. models.Select(model => Models.IndexOf(model))];
        int[] cells = [.. Cells.Where(cell => places.All(place => Has(place, cell)))];
        var clusters = ClusterIndex
            .Over(scores.Samples, scores.Task.ClusterField)
            .Select(Array.ConvertAll(cells, cell => cell / scores.Task.Epochs));
        return new(
            models,
            [.. places.Select(place => cells.Select(cell => Score(place, cell)).ToImmutableArray())],
            [.. places.Select(place => cells.Select(cell => Usd(place, cell)).ToImmutableArray())],
            [.. cells.Select(cell => Slice(cell, by))],
            [.. clusters.Of]
        );
    }

    /// <summary>What is known of a sample before any model is asked, and may decide which is: slices first, then other fields.</summary>
    public ImmutableArray<string> Fields() =>
        [
            .. scores
                .Task.SliceFields.Concat(scores.Samples.SelectMany(sample => sample.Fields.Keys))
                .Distinct(StringComparer.Ordinal),
        ];

    private IEnumerable<int> Cells => Enumerable.Range(0, scores.Samples.Length * scores.Task.Epochs);

    private bool Has(int model, int cell) => scores.IsScored(model, metric, cell);

    private double Score(int model, int cell) =>
        scores.Cells[model].Statistics[metric][cell * scores.Metrics[metric].Width];

    /// <summary>As <c>provider: router</c> reads it.</summary>
    private string? Slice(int cell, string field) =>
        scores.Samples[cell / scores.Task.Epochs] is var sample && sample.Slices.TryGetValue(field, out string? value)
            ? value
            : sample.Fields.GetValueOrDefault(field);

    private double? Usd(int model, int cell) => (double?)CellCosts.Of(scores, model, cell);

    private double ConfidenceIn(int model, int cell) =>
        scores.Cells[model].Confidence[cell] is var sure && double.IsNaN(sure) ? 0 : sure;

    private AnsweringModel Model(ModelHeader model, ModelCells cells, TaskComparison task)
    {
        LeaderboardRow? row = task
            .Metrics.First(one => one.Metric == Metric)
            .Leaderboard.FirstOrDefault(row => row.Model == model.Name && row.Published is null);
        return new(
            model.Name,
            model.Kind,
            row?.Estimate,
            task.Models.FirstOrDefault(one => one.Model == model.Name)?.CostPer1000Usd / 1000,
            cells.Confidence.Any(double.IsFinite)
        )
        {
            DesignEffect = row?.DesignEffect?.Factor,
            Curve = model.LearningCurve,
            Members = model.Team?.Members ?? [],
            AcceptFrom = model.Team?.AcceptFrom,
            Routes = model.Team?.Routes,
        };
    }
}
