using System.Collections.Immutable;
using System.Text.Json;

namespace EvalHarness.Imports.Readers;

/// <summary>The totals of HELM: <c>stats.json</c>.</summary>
internal static class HelmTotals
{
    /// <summary>Counts and times among the statistics, which are no scores.</summary>
    private static readonly ImmutableHashSet<string> Bookkeeping =
    [
        "num_references",
        "num_train_trials",
        "num_prompt_tokens",
        "num_completion_tokens",
        "num_output_tokens",
        "num_completions",
        "num_train_instances",
        "num_instances",
        "num_perplexity_tokens",
        "num_bytes",
        "batch_size",
        "prompt_truncated",
        "max_prob",
        "logprob",
        "predicted_index",
        "inference_runtime",
        "inference_idealized_runtime",
        "inference_denoised_runtime",
        "inference_runtime_discrepancy",
        "training_co2_cost",
        "training_energy_cost",
    ];

    /// <summary>Whether a statistic scores an answer.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsScore(string name) =>
        !Bookkeeping.Contains(name)
        && !name.StartsWith("finish_reason_", StringComparison.Ordinal)
        && !name.StartsWith("estimated_num_tokens", StringComparison.Ordinal);

    /// <summary>The mean of a statistic; null where nothing was counted.</summary>
    /// <param name="stat">The statistic.</param>
    public static double? Mean(JsonElement stat) =>
        stat.Number("count") is not > 0 ? null
        : stat.Number("mean") is { } mean ? mean
        : stat.Number("sum") is { } sum ? sum / stat.Number("count")
        : null;

    /// <summary>The variant that a split and a perturbation are: the split <c>test</c>, or the only one, has no name.</summary>
    /// <param name="split">Name of the split; empty where none is told.</param>
    /// <param name="perturbation">Name of the perturbation; empty where there is none.</param>
    /// <param name="splits">The splits of the run.</param>
    public static string Variant(string split, string perturbation, ImmutableArray<string> splits)
    {
        string named = split == "test" || splits is [_] ? "" : split;
        return named.Length == 0 || perturbation.Length == 0 ? named + perturbation : $"{named}, {perturbation}";
    }

    /// <summary>An evaluation with its totals, and the splits of the run.</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="file">Full path of <c>stats.json</c>; null where there is none.</param>
    /// <param name="scored">Statistics that samples have.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<(ImportedEvaluation Evaluation, ImmutableArray<string> Splits)> ReadAsync(
        ImportedEvaluation evaluation,
        string? file,
        HelmNames scored,
        CancellationToken cancellationToken
    )
    {
        var found = new List<(string Split, string Perturbation, string Name, double? Mean)>();
        if (file is not null)
        {
            await foreach (var row in JsonWalk.RowsAsync(file, cancellationToken))
            {
                var stat = row.Read();
                // Worst cases over the copies of a sample, and originals counted again for them, are made without any copy too.
                if (
                    stat.At("name", "perturbation") is null
                    || stat.Text("name", "perturbation", "computed_on") is "perturbed"
                )
                {
                    found.Add(
                        (
                            stat.Text("name", "split") ?? "",
                            stat.Text("name", "perturbation", "name") ?? "",
                            stat.Text("name", "name") ?? "",
                            Mean(stat)
                        )
                    );
                }
            }
        }

        ImmutableArray<string> splits =
        [
            .. found
                .Where(one => one.Name == "num_instances")
                .Select(one => one.Split)
                .Union(scored.Splits)
                .Where(one => one.Length > 0),
        ];
        var counts = found.Where(one => one is { Name: "num_instances", Perturbation: "", Mean: not null }).ToArray();
        return (
            evaluation with
            {
                Samples = counts.Length > 0 ? (int)counts.Sum(one => Math.Clamp(one.Mean!.Value, 0, 1e8)) : null,
                Totals =
                [
                    .. found
                        .Where(one => IsScore(one.Name) && one.Name.Length > 0)
                        .Select(one => new ImportedTotal(one.Name, one.Mean)
                        {
                            Variant = Variant(one.Split, one.Perturbation, splits),
                            MeanOf = scored.Metrics.Contains(one.Name) ? one.Name : null,
                        }),
                ],
            },
            splits
        );
    }
}
