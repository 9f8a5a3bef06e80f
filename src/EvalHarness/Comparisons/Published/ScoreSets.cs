using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Logs;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Comparisons.Published;

/// <summary>Makes sets of scores: of other tools' logs, and of runs of this one.</summary>
internal static class ScoreSets
{
    /// <summary>The sets of a log: one for each of its evaluations that has a value.</summary>
    /// <param name="log">The log.</param>
    /// <param name="learned">What a model learned from; null where nobody asked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken.</exception>
    public static async Task<ImmutableArray<ScoreSet>> OfAsync(
        ImportedLog log,
        LearnedTexts? learned,
        CancellationToken cancellationToken
    )
    {
        var gathered = new Dictionary<(string Task, string Model, string Variant), Gathered>();
        await foreach (var sample in log.ReadAsync(cancellationToken))
        {
            if (!gathered.TryGetValue((sample.Task, sample.Model, sample.Variant), out var one))
            {
                var evaluation =
                    log.Evaluations.FirstOrDefault(known => known.Task == sample.Task && known.Model == sample.Model)
                    ?? new ImportedEvaluation(sample.Task, sample.Model);
                gathered[(sample.Task, sample.Model, sample.Variant)] = one = new Gathered(evaluation, learned);
            }

            one.Add(sample);
        }

        return
        [
            .. gathered
                .GroupBy(one => (one.Key.Task, one.Key.Model))
                .Select(of =>
                {
                    string chosen = VariantChoice.Of([.. of.Select(one => one.Key.Variant)])!;
                    int others = of.Where(one => one.Key.Variant != chosen).Sum(one => one.Value.Count);
                    return of.First(one => one.Key.Variant == chosen).Value.Set(log, others);
                })
                .OfType<ScoreSet>(),
        ];
    }

    /// <summary>The sets of a run: the headline metric of each task that is a mean, for each model that was asked.</summary>
    /// <param name="run">The run with its scores.</param>
    /// <param name="learned">What a model learned from; null where nobody asked.</param>
    public static IEnumerable<ScoreSet> Of(ScoreTable run, LearnedTexts? learned)
    {
        foreach (var task in run.Tasks)
        {
            int metric = task.MetricNames.Length == 0 ? -1 : task.PlaceOf(task.MetricNames[0]);
            if (metric < 0 || !task.Metrics[metric].IsMean)
            {
                continue;
            }

            var contents = task.Samples.ToDictionary(
                sample => sample.Id,
                sample => sample.Fields.Values.ToImmutableArray(),
                StringComparer.Ordinal
            );
            var texts = contents.ToDictionary(one => one.Key, one => SampleTexts.Of(one.Value), StringComparer.Ordinal);
            var among = new Dictionary<string, bool>(StringComparer.Ordinal);
            foreach (var (id, fields) in contents)
            {
                if (learned?.Hold(fields) is { } isAmong)
                {
                    among[id] = isAmong;
                }
            }

            foreach (var (place, model) in task.Models.Index())
            {
                yield return new ScoreSet(run.Header.Id, task.Task.Name, model.Name, task.MetricNames[0])
                {
                    HigherIsBetter = task.Metrics[metric].HigherIsBetter,
                    Header = model,
                    Protocol = task.Task.Protocols.GetValueOrDefault(model.Name) ?? Unknown(run.Header.Id, model.Name),
                    Rows = [.. Rows(task, metric, place)],
                    Texts = texts,
                    Contents = contents,
                    Learned = among,
                };
            }
        }
    }

    private static IEnumerable<ScoreRow> Rows(TaskScores task, int metric, int model)
    {
        var cells = task.Cells[model];
        for (int cell = 0; cell < cells.Outcomes.Length; cell++)
        {
            var sample = task.Samples[cell / task.Task.Epochs];
            var statistics = cells.Statistics[metric].AsSpan(2 * cell, 2);
            yield return new ScoreRow(
                sample.Id,
                task.Models[model].Name,
                task.IsScored(model, metric, cell) ? statistics[0] / statistics[1] : null,
                sample.Source
            )
            {
                Epoch = task.Task.Epochs == 1 ? "" : (cell % task.Task.Epochs).ToString(CultureInfo.InvariantCulture),
                Cluster = sample.Cluster,
                Slices = sample.Slices,
                Outcome = cells.Outcomes[cell],
                CostUsd = cells.CostUsd[cell],
                LatencySeconds = double.IsNaN(cells.LatencySeconds[cell]) ? null : cells.LatencySeconds[cell],
                Usage = cells.Usage[cell],
            };
        }
    }

    private static Protocol Unknown(string source, string model) =>
        new(Digest.Of("unknown", source, model), "unknown", IsUnknown: true);

    /// <summary>The samples of one evaluation of a log under one variant.</summary>
    private sealed class Gathered(ImportedEvaluation evaluation, LearnedTexts? learned)
    {
        private readonly Dictionary<string, SampleTexts> texts = new(StringComparer.Ordinal);
        private readonly List<(ImportedSample Sample, ImmutableArray<ImportedValue> Scores)> samples = [];
        private readonly Dictionary<string, int> metrics = new(StringComparer.Ordinal);
        private readonly HashSet<(string, int)> seen = [];
        private readonly Dictionary<string, bool> among = new(StringComparer.Ordinal);

        /// <summary>Number of answers.</summary>
        public int Count => samples.Count;

        public void Add(ImportedSample sample)
        {
            if (!texts.ContainsKey(sample.Id))
            {
                texts[sample.Id] = sample.TextKeys;
                if (learned?.Hold(sample.Texts.Add(sample.Input)) is { } isAmong)
                {
                    among[sample.Id] = isAmong;
                }
            }

            if (!seen.Add((sample.Id, sample.Epoch)))
            {
                throw new DocumentException(
                    new Fault(
                        sample.At,
                        $"a second answer to sample '{VisibleText.Id(sample.Id)}' of '{VisibleText.Id(sample.Task)}'",
                        "one a repeat"
                    )
                );
            }

            foreach (var score in sample.Scores.Where(score => score.Value is not null))
            {
                metrics[score.Metric] = metrics.GetValueOrDefault(score.Metric) + 1;
            }

            // The texts are not needed any more, and may be long.
            samples.Add(
                (
                    sample with
                    {
                        Input = "",
                        Texts = [],
                        Text = null,
                        Choices = [],
                        Targets = [],
                        Scores = [],
                    },
                    sample.Scores
                )
            );
        }

        public ScoreSet? Set(ImportedLog log, int passedOver)
        {
            string? metric =
                evaluation
                    .Totals.Select(total => total.MeanOf)
                    .FirstOrDefault(name => name is not null && metrics.ContainsKey(name))
                ?? (metrics.Count == 0 ? null : metrics.MaxBy(one => one.Value).Key);
            if (metric is null)
            {
                return null;
            }

            int epochs = samples.Max(one => one.Sample.Epoch) + 1;
            return new ScoreSet(log.Path, evaluation.Task, evaluation.Model, metric)
            {
                HigherIsBetter = evaluation.Totals.FirstOrDefault(total => total.MeanOf == metric)?.HigherIsBetter,
                Protocol = LogProtocol.Of(evaluation, log.Path),
                Texts = texts,
                Learned = among,
                PassedOver = passedOver,
                Rows =
                [
                    .. samples.Select(one => new ScoreRow(
                        one.Sample.Id,
                        evaluation.Model,
                        one.Sample.Outcome == Outcome.Failed ? null : Value(one.Scores, metric),
                        one.Sample.At
                    )
                    {
                        Epoch = epochs == 1 ? "" : one.Sample.Epoch.ToString(CultureInfo.InvariantCulture),
                        Outcome = one.Sample.Outcome == Outcome.Failed ? Outcome.Failed : Outcome.NotRun,
                        CostUsd = one.Sample.CostUsd,
                        LatencySeconds = one.Sample.LatencySeconds,
                        Usage = one.Sample.Usage,
                    }),
                ],
            };
        }

        private static double? Value(ImmutableArray<ImportedValue> scores, string metric)
        {
            foreach (var score in scores)
            {
                if (score.Metric == metric)
                {
                    return score.Value;
                }
            }

            return null;
        }
    }
}
