using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Sums up what each model did in a task: outcomes, money, time, confusions.</summary>
internal static class ModelSummaries
{
    public static ImmutableArray<ModelSummary> Of(TaskScores scores, CompareSpec compare)
    {
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        var clusters = ClusterIndex.Over(scores.Samples, scores.Task.ClusterField);
        return
        [
            .. scores.Models.Select(
                (_, place) =>
                    Timed(
                        Of(scores, place, Completeness.Of(scores, place, compare), groups),
                        share =>
                            new LatencyQuantile(scores, share)
                                .Find(place, Rows.All(scores), clusters, compare.Confidence)
                                .Estimate
                    ) with
                    {
                        InFlight = scores.Models[place].InFlight,
                    }
            ),
        ];
    }

    private static ModelSummary Of(
        TaskScores scores,
        int place,
        Completeness completeness,
        Dictionary<string, int> groups
    )
    {
        var (model, cells) = (scores.Models[place], scores.Cells[place]);
        var protocol = scores.Task.Protocols.GetValueOrDefault(model.Name) ?? new Protocol("", "");

        // Two unknown ways of asking are not known to be one.
        string way = protocol.IsUnknown ? $"{protocol.Hash} {model.Name}" : protocol.Hash;
        if (!groups.TryGetValue(way, out int group))
        {
            groups[way] = group = groups.Count;
        }

        var (cost, basis) = Cost(model, cells);
        double judging = cells.JudgingUsd.Sum();
        decimal? judgingUsd = double.IsFinite(judging) ? decimal.Round((decimal)judging, 12) : null;
        return new ModelSummary(
            model.Name,
            model.Kind,
            model.Description,
            protocol.Summary,
            group,
            Count(cells.Outcomes),
            completeness
        )
        {
            IsProtocolUnknown = protocol.IsUnknown,
            CostUsd = cost,
            CostBasis = basis,
            CostPer1000Usd = completeness.Responses == 0 ? null : cost * 1000 / completeness.Responses,
            JudgingPer1000Usd = completeness.Responses == 0 ? 0 : judgingUsd * 1000 / completeness.Responses,
            CostPer1000CorrectUsd = CostPer1000Correct(scores, cells, cost + judgingUsd),
            Usage = TotalUsage(cells.Usage),
            BatchAnswers = cells.Usage.LongCount(usage => usage is { IsBatch: true }),
            Remarks = Counted(cells.Remarks.SelectMany(remarks => remarks), remark => $"{remark.Kind} {remark.Detail}"),
            Failures = Counted(cells.Failures.OfType<FailureClass>(), failure => $"{failure.Kind} {failure.Status}"),
            Retried = cells.Attempts.LongCount(attempts => attempts > 1),
            Confusion = Confusion(scores, cells),
            Team = TeamWork.Of(cells),
        };
    }

    private static ImmutableSortedDictionary<Outcome, long> Count(Outcome[] outcomes)
    {
        var counts = Enum.GetValues<Outcome>().ToDictionary(outcome => outcome, _ => 0L);
        foreach (var outcome in outcomes)
        {
            counts[outcome]++;
        }

        return counts.ToImmutableSortedDictionary();
    }

    private static (decimal? Usd, string Basis) Cost(ModelHeader model, ModelCells cells)
    {
        if (model.IsLocal && model.Hosting is null && model.Price is null)
        {
            return (0m, "runs in this process");
        }

        if (model.Hosting is { } hosting)
        {
            return HostingCost(hosting, cells);
        }

        if (model.Price is { IsFree: true })
        {
            return (0m, "declared free");
        }

        decimal total = 0m;
        for (int i = 0; i < cells.Outcomes.Length; i++)
        {
            if (cells.CostUsd[i] is { } cost)
            {
                total += cost;
            }
            else if (cells.Outcomes[i].HasResponse() || (model.Price is null && cells.Outcomes[i] != Outcome.NotRun))
            {
                // What a failed request costs is not known either where no price is.
                return (null, model.Price is null ? "no price given" : "a response without token counts");
            }
        }

        return (total, "price of its tokens");
    }

    private static (decimal? Usd, string Basis) HostingCost(Hosting hosting, ModelCells cells)
    {
        double seconds = 0d;
        for (int i = 0; i < cells.Outcomes.Length; i++)
        {
            if (double.IsFinite(cells.LatencySeconds[i]))
            {
                seconds += cells.LatencySeconds[i];
            }
            else if (cells.Outcomes[i].HasResponse())
            {
                return (null, "a response without its latency");
            }
        }

        return (hosting.CostUsd(TimeSpan.FromSeconds(seconds)), "machine time, one request at a time");
    }

    private static decimal? CostPer1000Correct(TaskScores scores, ModelCells cells, decimal? cost)
    {
        if (cost is not { } usd || scores.Metrics is not [{ } metric, ..] || (!metric.IsBinary && metric is not Judged))
        {
            return null;
        }

        if (!metric.IsBinary)
        {
            return JudgedWorth(metric, cells) is > 0 and var worth ? usd * 1000 / (decimal)worth : null;
        }

        double right = 0d;
        double[] statistics = cells.Statistics[0];
        for (int i = 0; i < statistics.Length; i += metric.Width)
        {
            right += statistics[i];
        }

        return right > 0 ? usd * 1000 / (decimal)right : null;
    }

    /// <summary>The sum of the scores of a judged metric: its mean, corrected where people labelled, times the answers that have one.</summary>
    private static double JudgedWorth(IMetric metric, ModelCells cells)
    {
        double[] totals = new double[metric.Width];
        double[] statistics = cells.Statistics[0];
        int judged = 0;
        for (int i = 0; i < statistics.Length; i += metric.Width)
        {
            var row = statistics.AsSpan(i, metric.Width);
            judged += row[1] > 0 ? 1 : 0;
            for (int k = 0; k < row.Length; k++)
            {
                totals[k] += row[k];
            }
        }

        return (metric.Value(totals) ?? 0) * judged;
    }

    /// <summary>Each of them with how often it is there, the most frequent first.</summary>
    private static ImmutableArray<Counted<T>> Counted<T>(IEnumerable<T> all, Func<T, string> name)
        where T : notnull =>
        [
            .. all.GroupBy(one => one)
                .Select(group => new Counted<T>(group.Key, group.LongCount()))
                .OrderByDescending(one => one.Count)
                .ThenBy(one => name(one.What), StringComparer.Ordinal),
        ];

    private static Usage? TotalUsage(Usage?[] usages)
    {
        Usage? total = null;
        foreach (var usage in usages)
        {
            if (usage is { } u)
            {
                total = total?.Plus(u) ?? u;
            }
        }

        return total;
    }

    private static ModelSummary Timed(ModelSummary summary, Func<double, Estimate> quantile)
    {
        var (median, slow) = (quantile(0.5), quantile(0.95));
        return summary with
        {
            LatencyP50 = median.Value is { } p50 ? TimeSpan.FromSeconds(p50) : null,
            LatencyP95 = slow.Value is { } p95 ? TimeSpan.FromSeconds(p95) : null,
            MedianLatency = median,
            SlowLatency = slow,
        };
    }

    private static ImmutableArray<ImmutableArray<long>>? Confusion(TaskScores scores, ModelCells cells)
    {
        var labels = scores.Task.Labels;
        if (labels.Length is 0 or > 30)
        {
            return null;
        }

        long[,] counts = new long[labels.Length, labels.Length + 1];
        for (int cell = 0; cell < cells.Outcomes.Length; cell++)
        {
            var targets = scores.Samples[cell / scores.Task.Epochs].Targets;
            int row = targets.Length == 1 ? labels.IndexOf(targets[0]) : -1;
            if (row >= 0 && cells.Outcomes[cell].HasResponse())
            {
                int column = cells.Answers[cell] is { } answer ? labels.IndexOf(answer) : -1;
                counts[row, column < 0 ? labels.Length : column]++;
            }
        }

        return
        [
            .. Enumerable
                .Range(0, labels.Length)
                .Select(row =>
                    Enumerable.Range(0, labels.Length + 1).Select(column => counts[row, column]).ToImmutableArray()
                ),
        ];
    }
}
