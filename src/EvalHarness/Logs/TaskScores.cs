using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring;

namespace EvalHarness.Logs;

/// <summary>The scores of one task in columns: models x samples x epochs, ready for statistics.</summary>
/// <remarks>Cells are numbered <c>sample * epochs + epoch</c> within a model.</remarks>
public sealed record TaskScores
{
    /// <summary>The task as the run knew it, with the number of samples that are here.</summary>
    public required TaskHeader Task { get; init; }

    /// <summary>The samples, in the order of the dataset.</summary>
    public required ImmutableArray<Sample> Samples { get; init; }

    /// <summary>The models that were asked, in the order of the suite.</summary>
    public required ImmutableArray<ModelHeader> Models { get; init; }

    /// <summary>The metrics with a vector a cell, in the order of the suite.</summary>
    public required ImmutableArray<IMetric> Metrics { get; init; }

    /// <summary>The metrics that need the whole set, in the order of the suite.</summary>
    public ImmutableArray<IWeightedMetric> WeightedMetrics { get; init; } = [];

    /// <summary>Names of all metrics in the order of the suite.</summary>
    public required ImmutableArray<string> MetricNames { get; init; }

    /// <summary>The cells of each model, in the order of <see cref="Models"/>.</summary>
    public required ImmutableArray<ModelCells> Cells { get; init; }

    /// <summary>Samples that a run left unasked by plan and that are cut off here; 0 where none is.</summary>
    public int Unasked { get; init; }

    /// <summary>The task with the samples alone that a run asked first, in the order of the dataset.</summary>
    /// <param name="asked">Number of samples asked.</param>
    /// <param name="seed">Seed of the suite, which drew the order.</param>
    public TaskScores First(int asked, long seed) =>
        asked >= Samples.Length
            ? this
            : Pick([.. SamplingOrder.Of(seed, this).Samples.Take(asked).Order()]) with
            {
                Unasked = Unasked + Samples.Length - asked,
            };

    /// <summary>The task with some of its samples alone, in the order wanted; all else stays.</summary>
    /// <param name="samples">Places of the samples.</param>
    public TaskScores Pick(int[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        int[] cells =
        [
            .. from sample in samples
            from epoch in Enumerable.Range(0, Task.Epochs)
            select (sample * Task.Epochs) + epoch,
        ];
        return this with
        {
            Task = Task with { Samples = samples.Length },
            Samples = [.. samples.Select(sample => Samples[sample])],
            Cells = [.. Cells.Select(model => model.Pick(cells))],
        };
    }

    internal TaskScores WithoutTexts() =>
        this with
        {
            Samples =
            [
                .. Samples.Select(sample =>
                    sample with
                    {
                        Fields = ImmutableDictionary<string, string>.Empty,
                        Targets = [],
                        Earlier = [],
                        Images = [],
                    }
                ),
            ],
            Cells =
            [
                .. Cells.Select(model =>
                    model with
                    {
                        Answers = new string?[model.Answers.Length],
                        Evaluations = ModelCells.NotRun(model.Outcomes.Length, [], []).Evaluations,
                    }
                ),
            ],
        };

    /// <summary>
    /// Whether a metric has a number for a cell: one that failed or was not run has none, nor has a response that an evaluator
    /// could say nothing of.
    /// </summary>
    /// <param name="model">Place of the model.</param>
    /// <param name="metric">Place of the metric among <see cref="Metrics"/>.</param>
    /// <param name="cell">The cell.</param>
    public bool IsScored(int model, int metric, int cell)
    {
        var (rule, cells) = (Metrics[metric], Cells[model]);
        return cells.Outcomes[cell].HasResponse()
            && (!rule.IsMean || cells.Statistics[metric][(cell * rule.Width) + 1] != 0);
    }

    /// <summary>Place among <see cref="Metrics"/>; -1 where none has that name.</summary>
    /// <param name="metric">Name of the metric.</param>
    public int PlaceOf(string metric) => Place(Metrics, metric);

    /// <summary>Place among <see cref="WeightedMetrics"/>; -1 where none has that name.</summary>
    /// <param name="metric">Name of the metric.</param>
    public int PlaceOfWeighted(string metric) => Place(WeightedMetrics, metric);

    private static int Place<T>(ImmutableArray<T> metrics, string name)
        where T : IMeasure
    {
        for (int place = 0; place < metrics.Length; place++)
        {
            if (metrics[place].Name == name)
            {
                return place;
            }
        }

        return -1;
    }
}
