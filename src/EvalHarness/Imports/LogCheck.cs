using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using EvalHarness.Core;

namespace EvalHarness.Imports;

/// <summary>Reads a log once, counts what is there, and forms its scores again.</summary>
public static class LogCheck
{
    /// <summary>Reads a log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken.</exception>
    public static async Task<ImmutableArray<CheckedEvaluation>> ReadAsync(
        ImportedLog log,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(log);
        var counts = log.Evaluations.Select(one => new Count(one)).ToList();
        await foreach (var sample in log.ReadAsync(cancellationToken))
        {
            Of(counts, sample).Add(sample);
        }

        return [.. counts.Select(count => count.Result())];
    }

    private static Count Of(List<Count> counts, ImportedSample sample)
    {
        foreach (var count in counts)
        {
            if (count.Evaluation.Task == sample.Task && count.Evaluation.Model == sample.Model)
            {
                return count;
            }
        }

        var added = new Count(new ImportedEvaluation(sample.Task, sample.Model));
        counts.Add(added);
        return added;
    }

    private sealed class Count(ImportedEvaluation evaluation)
    {
        private readonly Dictionary<UInt128, int> samples = [];
        private readonly Dictionary<(string Variant, string Metric), Means> metrics = [];
        private readonly List<string> variants = [];
        private readonly SortedDictionary<Outcome, int> outcomes = [];
        private CheckedEvaluation counted = new(evaluation);

        public ImportedEvaluation Evaluation => evaluation;

        public void Add(ImportedSample sample)
        {
            var key = Key128.Of(sample.Id);
            if (!variants.Contains(sample.Variant))
            {
                variants.Add(sample.Variant);
            }

            outcomes[sample.Outcome] = outcomes.GetValueOrDefault(sample.Outcome) + 1;
            samples[key] = Math.Max(samples.GetValueOrDefault(key), sample.Epoch + 1);
            counted = counted with
            {
                Answers = counted.Answers + 1,
                Texts = counted.Texts + (sample.Text is null ? 0 : 1),
                Contents = counted.Contents + (sample.Input.Length == 0 ? 0 : 1),
                Priced = counted.Priced + (sample.CostUsd is null ? 0 : 1),
                CostUsd = counted.CostUsd + (sample.CostUsd ?? 0),
                Metered = counted.Metered + (sample.Usage is null ? 0 : 1),
                Timed = counted.Timed + (sample.LatencySeconds is null ? 0 : 1),
            };
            foreach (var (metric, value) in sample.Scores)
            {
                ref var means = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    metrics,
                    (sample.Variant, metric),
                    out _
                );
                (means ??= new Means()).Add(key, value);
            }
        }

        public CheckedEvaluation Result() =>
            counted with
            {
                Samples = samples.Count,
                Epochs = samples.Count == 0 ? 0 : samples.Values.Max(),
                Outcomes = outcomes.ToImmutableSortedDictionary(),
                Variants = [.. variants],
                Totals = [.. Totals().Select(total => total with { IsComplete = IsComplete })],
                Notes = [.. Notes()],
            };

        /// <summary>Tools count samples, or answers to them.</summary>
        private bool IsComplete =>
            evaluation.Samples is not { } total || samples.Count >= total || counted.Answers >= total;

        /// <summary>What the tool prints, then what only the samples have.</summary>
        private IEnumerable<CheckedTotal> Totals()
        {
            var left = metrics.Keys.ToList();
            foreach (var said in evaluation.Totals)
            {
                var known = (said.Variant, said.MeanOf ?? said.Metric);
                left.Remove(known);
                var means = metrics.GetValueOrDefault(known);
                yield return new CheckedTotal(
                    said,
                    said.MeanOf is null ? null : means?.Value,
                    means?.Samples ?? 0,
                    means?.Unscored ?? 0
                );
            }

            foreach (var known in left)
            {
                var means = metrics[known];
                if (means.Samples > 0)
                {
                    yield return new CheckedTotal(
                        new ImportedTotal(known.Metric, null) { Variant = known.Variant, MeanOf = known.Metric },
                        means.Value,
                        means.Samples,
                        means.Unscored
                    );
                }
            }
        }

        private IEnumerable<string> Notes()
        {
            if (evaluation.Samples is { } total)
            {
                int there = samples.Count;
                if (there == 0 && total > 0)
                {
                    yield return Told($"totals over {total:N0} samples, none of which is here");
                }
                else if (!IsComplete)
                {
                    yield return Told($"{there:N0} of {total:N0} samples are here: the totals are over more");
                }
            }

            if (evaluation.Epochs is { } epochs && samples.Count > 0 && samples.Values.Max() < epochs)
            {
                yield return Told($"{samples.Values.Max():N0} of {epochs:N0} declared repeats are here");
            }

            string? end = evaluation.Status switch
            {
                ImportedStatus.Failed => "it ended with an error",
                ImportedStatus.Cancelled => "somebody stopped it",
                ImportedStatus.Unfinished => "the log has no end",
                _ => null,
            };
            if (end is not null)
            {
                yield return end;
            }
        }

        private static string Told(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Means over samples of the means over their repeats.</summary>
    private sealed class Means
    {
        private readonly Dictionary<UInt128, (double Sum, int Count)> samples = [];

        public int Unscored { get; private set; }

        public int Samples => samples.Count;

        public double? Value =>
            samples.Count == 0 ? null : samples.Values.Sum(one => one.Sum / one.Count) / samples.Count;

        public void Add(UInt128 sample, double? value)
        {
            if (value is not { } number)
            {
                Unscored++;
                return;
            }

            var (sum, count) = samples.GetValueOrDefault(sample);
            samples[sample] = (sum + number, count + 1);
        }
    }
}
