using System.Collections.Immutable;
using CsCheck;
using EvalHarness.Core;
using EvalHarness.Scoring;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>Scored samples to try metrics on, and their sums.</summary>
internal static class MetricSamples
{
    public static readonly ImmutableArray<string> Labels = ["a", "b", "c"];

    private static readonly Gen<string> Word = Gen.OneOf(
        "the",
        "revenue",
        "rose",
        "12.5%",
        "U.S.",
        "running",
        "runs,",
        "a",
        "caf\u00e9",
        "$1,200"
    );

    private static readonly Gen<string> Tag = Gen.OneOf("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "I-ORG");

    /// <summary>Short texts of words that stemmers, tokenizers and number readers treat differently.</summary>
    public static readonly Gen<string> Text = Word.Array[0, 8].Select(words => string.Join(' ', words));

    /// <summary>Samples whose answers and targets are labels; some answers are none, some are no label.</summary>
    public static readonly Gen<ScoredSample> Classes = Of(
        Gen.OneOf("a", "b", "c", "a", "b", "?", ""),
        Gen.OneOf("a", "b", "c").Array[1, 2]
    );

    /// <summary>Samples of free text.</summary>
    public static readonly Gen<ScoredSample> Texts = Of(Text, Text.Array[1, 3]);

    /// <summary>Samples of numbers.</summary>
    public static readonly Gen<ScoredSample> Numbers = Of(
        Gen.OneOf("1", "2", "3.5", "10%", "about 4", "none"),
        Gen.OneOf("1", "2", "3.5", "0.1", "4").Array[1, 1]
    );

    /// <summary>Samples of tag sequences.</summary>
    public static readonly Gen<ScoredSample> Tags = Of(
        Tag.Array[0, 6].Select(tags => string.Join(' ', tags)),
        Tag.Array[1, 6].Select(tags => string.Join(' ', tags)).Array[1, 1]
    );

    private static readonly Gen<string> Made = Gen.OneOf("{\"a\":1}", "{\"a\":1,\"b\":\"x\"}", "{}")
        .Array[0, 3]
        .Select(calls =>
            $"[{string.Join(',', calls.Select((call, i) => $"{{\"name\":\"f{i % 2}\",\"arguments\":{call}}}"))}]"
        );

    /// <summary>Samples of calls of tools.</summary>
    public static readonly Gen<ScoredSample> Calls = Of(Gen.OneOf(Made, Gen.Const("")), Made.Array[1, 2]);

    /// <summary>The sum of the vectors of all samples.</summary>
    public static double[] Total(IMetric metric, IEnumerable<ScoredSample> samples)
    {
        double[] totals = new double[metric.Width];
        foreach (var sample in samples)
        {
            double[] vector = new double[metric.Width];
            metric.Observe(sample, vector);
            for (int i = 0; i < totals.Length; i++)
            {
                totals[i] += vector[i];
            }
        }
        return totals;
    }

    /// <summary>The rows that a weighted metric keeps of the samples.</summary>
    public static double[][] Rows(IWeightedMetric metric, IEnumerable<ScoredSample> samples)
    {
        var rows = new List<double[]>();
        foreach (var sample in samples)
        {
            double[] row = new double[metric.Columns];
            if (metric.Observe(sample, row))
            {
                rows.Add(row);
            }
        }
        return [.. rows];
    }

    private static Gen<ScoredSample> Of(Gen<string> answer, Gen<string[]> targets) =>
        Gen.Select(
            answer,
            targets,
            Gen.Int[0, 20],
            Gen.Double[0, 1].Array[3],
            (text, all, percent, mass) =>
                new ScoredSample(
                    text.Length == 0 ? null : text,
                    [.. all],
                    text.Length == 0 ? Outcome.Unparsable : Outcome.Answered
                )
                {
                    Confidence = percent / 20.0,
                    Probabilities = Labels
                        .Zip(mass, (label, p) => (label, p: p / (mass.Sum() + 1e-9)))
                        .ToDictionary(pair => pair.label, pair => pair.p),
                    Latency = TimeSpan.FromMilliseconds(percent),
                    CostUsd = percent / 100m,
                }
        );
}
