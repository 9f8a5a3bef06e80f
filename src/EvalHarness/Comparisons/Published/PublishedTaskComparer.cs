using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Published;

/// <summary>Adds the published scores of one task to its comparison.</summary>
internal sealed class PublishedTaskComparer(PublishedBoard board, RunHeader header)
{
    private readonly double level = header.Compare.Confidence;

    public TaskComparison AddTo(TaskComparison draft)
    {
        ImmutableArray<ModelSummary> models = [.. draft.Models, .. Summaries(draft.Models)];
        return draft with { Models = models, Metrics = [.. draft.Metrics.Select(metric => AddTo(metric, models))] };
    }

    private IEnumerable<ModelSummary> Summaries(ImmutableArray<ModelSummary> own)
    {
        var groups = new Dictionary<(string, string, string), int>();
        int next = own.Length == 0 ? 0 : own.Max(model => model.ProtocolGroup) + 1;
        foreach (var model in header.Models.Where(model => model.IsPublished))
        {
            if (board.Scores.FirstOrDefault(score => score.Model == model.Name) is not { } score)
            {
                continue;
            }

            var key = (score.Study, score.Split, score.Protocol);
            if (!groups.TryGetValue(key, out int group))
            {
                groups[key] = group = next++;
            }

            yield return new ModelSummary(
                model.Name,
                model.Kind,
                model.Description,
                string.Join(", ", new[] { score.Protocol, score.Study }.Where(word => word.Length > 0)),
                group,
                Enum.GetValues<Outcome>().ToImmutableSortedDictionary(outcome => outcome, _ => 0L),
                Completeness.Nothing
            )
            {
                CostBasis = "published: not asked here",
            };
        }
    }

    private MetricComparison AddTo(MetricComparison metric, ImmutableArray<ModelSummary> models)
    {
        var scores = board
            .Scores.Where(score => score.Metric == metric.Metric)
            .ToDictionary(score => score.Model, StringComparer.Ordinal);
        if (scores.Count == 0)
        {
            return metric;
        }

        var rows = Rank(metric, scores);
        return metric with
        {
            Leaderboard = rows,
            Reference = metric.Reference ?? Reference(rows, models),
            Pairs = [.. Pairs(rows, metric, scores)],
            Margin = header.Compare.Margin,
        };
    }

    private ImmutableArray<LeaderboardRow> Rank(MetricComparison metric, Dictionary<string, PublishedScore> scores)
    {
        int sign = metric.HigherIsBetter ? -1 : 1;
        LeaderboardRow[] all =
        [
            .. metric.Leaderboard.Select(row => row with { ProbabilityBest = null, RankResamples = null }),
            .. scores.Values.Select(score => new LeaderboardRow(0, score.Model, PublishedDifference.Of(score, level))
            {
                Published = score,
            }),
        ];
        LeaderboardRow[] sorted =
        [
            .. all.OrderBy(row => row.Estimate.Value is null).ThenBy(row => sign * (row.Estimate.Value ?? 0)),
        ];
        return
        [
            .. sorted.Select(row =>
                row with
                {
                    Rank = 1 + sorted.Count(other => sign * other.Estimate.Value < sign * row.Estimate.Value),
                }
            ),
        ];
    }

    private string? Reference(ImmutableArray<LeaderboardRow> rows, ImmutableArray<ModelSummary> models)
    {
        if (rows.Length < 2)
        {
            return null;
        }

        var kinds = models.ToDictionary(model => model.Model, model => model.Kind, StringComparer.Ordinal);
        string[] names = rows.Select(row => row.Model).ToArray();
        return names.Contains(header.Compare.Baseline)
            ? header.Compare.Baseline
            : names.FirstOrDefault(name => kinds[name] == ModelKind.General) ?? names[0];
    }

    private IEnumerable<PairedComparison> Pairs(
        ImmutableArray<LeaderboardRow> rows,
        MetricComparison metric,
        Dictionary<string, PublishedScore> scores
    )
    {
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = i + 1; j < rows.Length; j++)
            {
                var (a, b) = (rows[i], rows[j]);
                yield return (scores.GetValueOrDefault(a.Model), scores.GetValueOrDefault(b.Model)) switch
                {
                    ({ } first, { } second) => PublishedDifference.Compare(first, second, level),
                    (null, null) => metric.Find(a.Model, b.Model)!,
                    _ => PublishedDifference.Untested(
                        a.Model,
                        b.Model,
                        a.Estimate.Value - b.Estimate.Value,
                        level,
                        new PairReason.Published(scores.ContainsKey(a.Model) ? a.Model : b.Model)
                    ),
                };
            }
        }
    }
}
