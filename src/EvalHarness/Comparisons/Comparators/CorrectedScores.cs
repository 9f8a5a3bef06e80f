using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>The scores of a judge beside the labels that people gave to some of the answers, of all models of a task.</summary>
internal sealed class CorrectedScores
{
    private readonly SampleMatrix[] matrices;

    private CorrectedScores(int metric, SampleMatrix[] matrices) => (Metric, this.matrices) = (metric, matrices);

    /// <summary>Place of the metric among those of the task.</summary>
    public int Metric { get; }

    /// <summary>The scores of a judged metric; null for another, and where no model has labels enough.</summary>
    /// <param name="scores">The scores of the task.</param>
    /// <param name="metric">Place of the metric.</param>
    public static CorrectedScores? Of(TaskScores scores, int metric)
    {
        return LabelledAnswers.Correct(scores, metric)
            ? new CorrectedScores(
                metric,
                [.. Enumerable.Range(0, scores.Models.Length).Select(model => SampleMatrix.Of(scores, model, metric))]
            )
            : null;
    }

    /// <summary>The rows that have a score.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows.</param>
    public int[] Scored(int model, int[] rows) => matrices[model].AnsweredRows(rows);

    /// <summary>The sums over some rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows.</param>
    public LabelledSums Total(int model, int[] rows) => LabelledSums.From(matrices[model].Total(rows));

    /// <summary>Mean score of the judge on a row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="row">The row, which has a score.</param>
    public double Raw(int model, int row) => matrices[model].Mean(row);

    /// <summary>The corrected mean of a model; null where too few of its answers on these rows are labelled.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows that have a score.</param>
    /// <param name="clusters">The cluster of each of them, from 0 without gaps.</param>
    public CorrectedMean? Mean(int model, int[] rows, ClusterIndex clusters)
    {
        var items = new LabelledSums[rows.Length];
        double labelled = 0;
        var units = new HashSet<int>();
        for (int i = 0; i < rows.Length; i++)
        {
            items[i] = LabelledSums.From(matrices[model].Row(rows[i]));
            if (items[i].Labelled > 0)
            {
                labelled += items[i].Labelled;
                units.Add(clusters.Of[i]);
            }
        }

        return LabelledAnswers.AreEnough(labelled, units.Count) ? CorrectedMean.Of(items, clusters.Of) : null;
    }
}
