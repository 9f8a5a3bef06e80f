using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Published;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Tests.Comparisons;

/// <summary>Comparisons of scores that are given sample by sample, as a file of scores is read.</summary>
internal static class Tabled
{
    /// <summary>The table of the models' scores; a model's scores stand sample by sample, its repeats beside each other.</summary>
    /// <param name="clusters">The cluster of each sample; null where samples are independent.</param>
    /// <param name="models">Names and scores, as many times the samples as there are repeats.</param>
    /// <param name="compare">What is compared; all models by default.</param>
    /// <param name="epochs">Repeats of each sample.</param>
    public static ScoreTable Scores(
        IReadOnlyList<string>? clusters,
        IReadOnlyList<(string Name, double[] Scores)> models,
        CompareSpec? compare = null,
        int epochs = 1
    ) =>
        ScoreRows.Tabulate(
            "task",
            models.SelectMany(model =>
                model.Scores.Select(
                    (score, cell) =>
                        new ScoreRow($"{cell / epochs}", model.Name, score, default)
                        {
                            Cluster = clusters?[cell / epochs],
                            Epoch = epochs == 1 ? "" : $"{cell % epochs}",
                        }
                )
            ),
            compare,
            clusters is null ? null : "cluster"
        );

    /// <summary>The first model against the second.</summary>
    public static PairedComparison Pair(IReadOnlyList<string>? clusters, double[] first, double[] second) =>
        Board(Scores(clusters, [("a", first), ("b", second)], new CompareSpec("b", ["a"]))).Find("a", "b")!;

    /// <summary>The estimate of one model.</summary>
    public static Estimate Estimate(IReadOnlyList<string>? clusters, double[] scores, int epochs = 1) =>
        Board(Scores(clusters, [("a", scores)], epochs: epochs)).Leaderboard[0].Estimate;

    /// <summary>The leaderboard of the only metric.</summary>
    public static MetricComparison Board(ScoreTable table) => Comparer.Compare(table).Tasks[0].Headline;
}
