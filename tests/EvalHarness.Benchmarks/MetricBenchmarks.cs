using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Statistics.Rankings;

namespace EvalHarness.Benchmarks;

/// <summary>
/// The budgets of scoring, one core. For comparison on a 2-core machine: sacrebleu 2.6.0 corpus BLEU of 10,000 pairs 1.84 s,
/// chrF 3.6 s, chrF++ 4.4 s, TER of 1,000 pairs 2.6 s; rouge_score ROUGE-L of 10,000 pairs 1.3 s; scikit-learn 1.2.1
/// classification report of 1,000,000 string labels 13.6 s; Bradley-Terry of 100 models by vectorised MM 0.015 s.
/// </summary>
[ShortRunJob(RuntimeMoniker.Net10_0)]
[MemoryDiagnoser]
public class MetricBenchmarks
{
    private const int Pairs = 10_000;

    private static readonly ImmutableArray<string> Labels = ["negative", "neutral", "positive"];

    private ScoredSample[] texts = [];
    private ScoredSample[] labels = [];
    private int[] first = [];
    private int[] second = [];
    private double[] result = [];

    /// <summary>Draws pairs of sentences of about 20 words, labels and games.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        string[] words = [.. Enumerable.Range(0, 2000).Select(_ => Word(random))];
        texts = [.. Enumerable.Range(0, Pairs).Select(_ => Pair(random, words))];
        labels =
        [
            .. Enumerable
                .Range(0, 1_000_000)
                .Select(_ => new ScoredSample(Labels[random.Next(3)], [Labels[random.Next(3)]], Outcome.Answered)),
        ];
        first = [.. Enumerable.Range(0, 1_000_000).Select(_ => random.Next(100))];
        second = [.. first.Select(model => (model + 1 + random.Next(99)) % 100)];
        result = [.. first.Zip(second, (a, b) => random.NextDouble() < 1 / (1 + Math.Exp((b - a) / 50.0)) ? 1.0 : 0)];
    }

    /// <summary>Budget 184 ms; 20,000 pairs a second.</summary>
    [Benchmark(Description = "BLEU, 10k pairs")]
    public double? Bleu() => Score(new Bleu(), texts);

    /// <summary>Budget 360 ms.</summary>
    [Benchmark(Description = "chrF, 10k pairs")]
    public double? ChrF() => Score(new ChrF(), texts);

    /// <summary>Budget 440 ms.</summary>
    [Benchmark(Description = "chrF++, 10k pairs")]
    public double? ChrFWords() => Score(new ChrF(WordOrder: 2), texts);

    /// <summary>Budget 260 ms.</summary>
    [Benchmark(Description = "TER, 1k pairs")]
    public double? Ter() => Score(new Ter(), texts.AsSpan(0, 1000));

    /// <summary>Budget 130 ms; 20,000 pairs a second.</summary>
    [Benchmark(Description = "ROUGE-L, 10k pairs")]
    public double? Rouge() => Score(new Rouge(), texts);

    /// <summary>Budget 1.36 s.</summary>
    [Benchmark(Description = "macro F1, 1M labels")]
    public double? MacroF1() => Score(new MacroF1().Over(Labels), labels);

    /// <summary>Budget 200,000 samples a second.</summary>
    [Benchmark(Description = "accuracy, 1M labels")]
    public double? Accuracy() => Score(new Accuracy(), labels);

    /// <summary>Reference 15 ms, the counting included.</summary>
    [Benchmark(Description = "Bradley-Terry, 100 models, 1M games")]
    public BradleyTerry? Strengths() => BradleyTerry.Fit(PairedGames.Wins(first, second, result, 100), 100);

    private static double? Score(IMetric metric, ReadOnlySpan<ScoredSample> samples)
    {
        double[] totals = new double[metric.Width];
        double[] vector = new double[metric.Width];
        foreach (ref readonly var sample in samples)
        {
            vector.AsSpan().Clear();
            metric.Observe(sample, vector);
            for (int i = 0; i < vector.Length; i++)
            {
                totals[i] += vector[i];
            }
        }
        return metric.Value(totals);
    }

    private static string Word(Random random) =>
        new([.. Enumerable.Range(0, 2 + random.Next(8)).Select(_ => (char)('a' + random.Next(26)))]);

    // A reference, and a hypothesis that changes a fifth of its words and moves a few.
    private static ScoredSample Pair(Random random, string[] words)
    {
        List<string> reference = [.. Enumerable.Range(0, 12 + random.Next(16)).Select(_ => words[random.Next(2000)])];
        List<string> hypothesis = [.. reference.Select(word => random.Next(5) == 0 ? words[random.Next(2000)] : word)];
        int from = random.Next(hypothesis.Count - 4);
        var block = hypothesis.GetRange(from, 3);
        hypothesis.RemoveRange(from, 3);
        hypothesis.InsertRange(random.Next(hypothesis.Count), block);
        return new ScoredSample(
            $"{string.Join(' ', hypothesis)}, $1,234.5.",
            [$"{string.Join(' ', reference)}, $1,234.5."],
            Outcome.Answered
        );
    }
}
