using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Compares what several prompts make of the same samples: the tasks of a run that were made of one.</summary>
/// <param name="compare">How sure one wants to be.</param>
/// <param name="variants">The scores of these tasks.</param>
/// <param name="boards">Their comparisons, in the same order.</param>
internal sealed class PromptComparer(
    CompareSpec compare,
    ImmutableArray<TaskScores> variants,
    ImmutableArray<TaskComparison> boards
)
{
    private const string Method = "mean over prompts, with prompts and samples drawn";

    /// <summary>A comparison a task of several prompts and metric that all of its prompts have, in the order of the suite.</summary>
    /// <param name="table">The run with its scores.</param>
    /// <param name="tasks">The comparisons of its tasks.</param>
    public static ImmutableArray<PromptComparison> Of(ScoreTable table, ImmutableArray<TaskComparison> tasks)
    {
        var families =
            from scores in table.Tasks
            where scores.Task.Variant is { Kind: VariantKind.Prompt }
            let board = tasks.FirstOrDefault(task => task.Task == scores.Task.Name)
            where board is not null
            group (Scores: scores, Board: board) by scores.Task.Variant!.Task;
        return
        [
            .. families
                .Where(family => family.Count() > 1)
                .SelectMany(family =>
                    new PromptComparer(
                        table.Header.Compare,
                        [.. family.Select(one => one.Scores)],
                        [.. family.Select(one => one.Board)]
                    ).Compare()
                ),
        ];
    }

    private IEnumerable<PromptComparison> Compare() =>
        from metric in boards[0].Metrics
        where boards.All(board => board.Metrics.Any(one => one.Metric == metric.Metric))
        select Compare(metric);

    private PromptComparison Compare(MetricComparison first)
    {
        MetricComparison[] metrics =
        [
            .. boards.Select(board => board.Metrics.First(one => one.Metric == first.Metric)),
        ];
        string[] models =
        [
            .. boards[0].Models.Select(model => model.Model).Where(model => Array.TrueForAll(metrics, Has(model))),
        ];
        var differences =
            first.Reference is { } reference && models.Contains(reference)
                ? models.Where(model => model != reference).Select(model => Difference(metrics, model, reference))
                : [];
        return new PromptComparison(
            variants[0].Task.Variant!.Task,
            first.Metric,
            first.HigherIsBetter,
            first.IsShare,
            [.. variants.Select(scores => scores.Task.Variant!.Name)],
            [.. models.Select(model => Score(metrics, model))],
            first.Reference,
            [.. differences.OfType<PromptEffects>()]
        );
    }

    private static Predicate<MetricComparison> Has(string model) =>
        metric => metric.Leaderboard.Any(row => row.Model == model && row.Published is null);

    private PromptEffects Score(MetricComparison[] metrics, string model)
    {
        double?[] values =
        [
            .. metrics.Select(metric => metric.Leaderboard.First(row => row.Model == model).Estimate.Value),
        ];
        return Of(metrics[0].Metric, model, null, values);
    }

    /// <summary>A model less the reference; null where a pair may not be tested, as under another protocol.</summary>
    private PromptEffects? Difference(MetricComparison[] metrics, string model, string reference)
    {
        PairedComparison?[] pairs = [.. metrics.Select(metric => metric.Find(model, reference))];
        return Array.Exists(pairs, pair => pair is null or { Verdict: PairVerdict.NotComparable })
            ? null
            : Of(metrics[0].Metric, model, reference, [.. pairs.Select(pair => pair!.Difference.Value)]);
    }

    private PromptEffects Of(string metric, string model, string? against, double?[] values)
    {
        var (effects, leftOut) = Effects(metric, model, against);

        // Scores of unlike samples would tell of the samples what is said of the prompts.
        ImmutableArray<double?> shared = effects is null
            ? [.. values]
            : [.. effects.ConditionMeans.Select(mean => (double?)mean)];
        return new PromptEffects(model, shared, Mean(values, effects, metric, against is not null))
        {
            Effects = effects,
            LeftOut = leftOut,
        };
    }

    private Estimate Mean(double?[] values, CrossedEffects? effects, string metric, bool isDifference)
    {
        if (effects is null)
        {
            return new Estimate(
                values.Contains(null) ? null : values.Average(),
                null,
                null,
                compare.Confidence,
                0,
                0,
                Method,
                Note: IsMean(metric)
                    ? "no sample was answered under every prompt"
                    : "no mean of one number a sample: prompts are not weighed against samples"
            );
        }

        var (low, high) = RangeOf(metric);
        var limits = isDifference ? (Low: low - high, High: high - low) : (Low: low, High: high);
        var interval = effects.Interval(compare.Confidence)?.ClipTo(limits.Low, limits.High);
        return new Estimate(
            effects.Mean,
            interval?.Low,
            interval?.High,
            compare.Confidence,
            effects.Items,
            effects.Clusters,
            Method,
            Note: effects.Conditions < CrossedEffects.FewestConditions
                ? "2 prompts are too few for a claim about others"
                : FormattableString.Invariant(
                    $"{effects.Conditions} prompts leave {effects.DegreesOfFreedom ?? 0:0.#} degrees of freedom"
                )
        )
        {
            StandardError = effects.StandardError,
        };
    }

    private (double Low, double High) RangeOf(string metric) => variants[0].Metrics[variants[0].PlaceOf(metric)].Range;

    private bool IsMean(string metric) =>
        variants.All(scores =>
            scores.PlaceOf(metric) is >= 0 and var place && SampleMatrix.HasMeans(scores.Metrics[place])
        );

    /// <summary>The components of a model's scores, or of its differences; null where the metric is no mean.</summary>
    private (CrossedEffects? Effects, int LeftOut) Effects(string metric, string model, string? against)
    {
        if (!IsMean(metric))
        {
            return (null, 0);
        }

        int[] places = [.. variants.Select(scores => scores.PlaceOf(metric))];
        var first = variants.Zip(places, (scores, place) => MatrixOf(scores, place, model)).ToArray();
        var second = against is null
            ? null
            : variants.Zip(places, (scores, place) => MatrixOf(scores, place, against)).ToArray();
        var numbers = variants.Select(NumbersOf).ToArray();
        var samples = variants[0].Samples;
        var kept = new List<int>(samples.Length);
        List<double>[] scores = [.. variants.Select(_ => new List<double>(samples.Length))];
        double[] values = new double[variants.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            if (Fill(values, samples[i].Id))
            {
                kept.Add(i);
                foreach (var (prompt, value) in values.Index())
                {
                    scores[prompt].Add(value);
                }
            }
        }

        var clusters = ClusterIndex.Over(samples, variants[0].Task.ClusterField).Select([.. kept]);
        return (CrossedEffects.Of([.. scores.Select(one => one.ToArray())], clusters.Of), samples.Length - kept.Count);

        bool Fill(double[] into, string id)
        {
            for (int prompt = 0; prompt < into.Length; prompt++)
            {
                if (
                    !numbers[prompt].TryGetValue(id, out int row)
                    || first[prompt].Answered[row] == 0
                    || second?[prompt].Answered[row] == 0
                )
                {
                    return false;
                }

                into[prompt] = first[prompt].Mean(row) - (second?[prompt].Mean(row) ?? 0);
            }

            return true;
        }
    }

    /// <summary>Samples are the same under every prompt; their order in the log need not be.</summary>
    private static Dictionary<string, int> NumbersOf(TaskScores scores) =>
        scores.Samples.Index().ToDictionary(one => one.Item.Id, one => one.Index, StringComparer.Ordinal);

    private static SampleMatrix MatrixOf(TaskScores scores, int metric, string model) =>
        SampleMatrix.Of(scores, scores.Models.Index().First(one => one.Item.Name == model).Index, metric);
}
