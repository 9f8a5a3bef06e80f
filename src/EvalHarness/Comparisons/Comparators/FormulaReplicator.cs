using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Resamples a metric that is a formula of sums: draw counts times a matrix, then the formula.</summary>
internal sealed class FormulaReplicator(TaskScores scores, int metric) : IReplicator
{
    private const int MostUnitsLeftOut = 200_000;

    private readonly IMetric rule = scores.Metrics[metric];
    private readonly SampleMatrix[] matrices =
    [
        .. Enumerable.Range(0, scores.Models.Length).Select(model => SampleMatrix.Of(scores, model, metric)),
    ];

    public string Name => rule.Name;

    public bool HigherIsBetter => rule.HigherIsBetter;

    public bool IsShare => rule.IsShare;

    public (double Low, double High) Range => rule.Range;

    public int[] Rows(int model, int[] rows) => matrices[model].AnsweredRows(rows);

    public double? Value(int model, int[] rows) => rows.Length == 0 ? null : rule.Value(matrices[model].Total(rows));

    public double[][] Replicate(ReplicatedPart[] parts, int resamples, ulong seed)
    {
        double[][] totals = Array.ConvertAll(parts, part => matrices[part.Model].ClusterTotals(part.Rows, part.Units));
        var joined = SufficientStatistics.Of(
            SufficientStatistics.SideBySide(rule.Width, totals),
            rule.Width * parts.Length
        );
        double[][] values = parts.Select(_ => new double[resamples]).ToArray();
        new Resampler(joined).Run(
            resamples,
            seed,
            null,
            (resample, sums) =>
            {
                for (int i = 0; i < values.Length; i++)
                {
                    values[i][resample] = rule.Value(sums.Slice(i * rule.Width, rule.Width)) ?? double.NaN;
                }
            }
        );
        return values;
    }

    public double[]? LeaveOneOut(int model, int[] rows, ClusterIndex units)
    {
        if (units.Count > MostUnitsLeftOut)
        {
            return null;
        }

        double[] all = matrices[model].Total(rows);
        double[] parts = matrices[model].ClusterTotals(rows, units);
        double[] rest = new double[rule.Width];
        double[] values = new double[units.Count];
        for (int unit = 0; unit < values.Length; unit++)
        {
            for (int i = 0; i < rest.Length; i++)
            {
                rest[i] = all[i] - parts[(unit * rest.Length) + i];
            }

            values[unit] = rule.Value(rest) ?? double.NaN;
        }

        return values;
    }

    public ReachCurve Reach(int model, int[] rows, ClusterIndex units)
    {
        double value = Value(model, rows) ?? 0;
        if (units.Count > MostUnitsLeftOut || !Array.TrueForAll(rows, HasTargets))
        {
            return new ReachCurve(value, rule.Range, [], []);
        }

        var turning = new TurnedAnswers(rule, scores, matrices[model]);
        var (worse, better) = (turning.To(rows, units, isRight: false), turning.To(rows, units, isRight: true));
        return rule.HigherIsBetter
            ? new ReachCurve(value, rule.Range, worse, better)
            : new ReachCurve(value, rule.Range, better, worse);
    }

    public int Telling(int first, int second, int[] rows) =>
        rows.Count(row => !matrices[first].Row(row).SequenceEqual(matrices[second].Row(row)));

    public (double? Worst, double? Best) Bounds(int model) => OutcomeBounds.Of(scores, model, metric);

    private bool HasTargets(int row) => scores.Samples[row].Targets.Length > 0;
}
