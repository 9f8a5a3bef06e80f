using CsCheck;
using EvalHarness.Scoring.Texts;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Texts;

/// <summary>The fast kernels against the plain way of counting.</summary>
public sealed class TextKernelsTests
{
    private static readonly Gen<int[]> Symbols = Gen.Int[0, 3].Array[0, 20];

    private static readonly Gen<string> Text = Gen.Char["ab c\u00e9"].Array[0, 10].Select(chars => new string(chars));

    [Test]
    public void Clipped_matches_are_those_of_counting_each_n_gram() =>
        Gen.Select(Symbols, Symbols, Symbols)
            .Sample(
                (hypothesis, first, second) =>
                {
                    int[] matches = new int[4];
                    NGrams.Match(hypothesis, (int[][])[first, second], matches);
                    for (int n = 1; n <= 4; n++)
                    {
                        var inFirst = Count(first, n);
                        var inSecond = Count(second, n);
                        int naive = Count(hypothesis, n)
                            .Sum(pair =>
                                Math.Min(
                                    pair.Value,
                                    Math.Max(inFirst.GetValueOrDefault(pair.Key), inSecond.GetValueOrDefault(pair.Key))
                                )
                            );
                        Assert.That(matches[n - 1], Is.EqualTo(naive));
                    }
                }
            );

    [Test]
    public void The_bit_parallel_subsequence_is_as_long_as_the_tables() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 150], Gen.Int[0, 3].Array[0, 150])
            .Sample(
                (first, second) =>
                {
                    bool[] marks = new bool[first.Length];
                    CommonSubsequence.Mark(first, second, marks);
                    Assert.That(CommonSubsequence.Length(first, second), Is.EqualTo(marks.Count(mark => mark)));
                },
                iter: 200
            );

    [Test]
    public void Levenshtein_is_a_distance() =>
        Gen.Select(Text, Text, Text)
            .Sample(
                (a, b, c) =>
                {
                    int ab = EditDistances.Levenshtein(a, b);
                    Assert.That(EditDistances.Levenshtein(a, a), Is.Zero);
                    Assert.That(EditDistances.Levenshtein(b, a), Is.EqualTo(ab));
                    Assert.That(
                        EditDistances.Levenshtein(a, c),
                        Is.LessThanOrEqualTo(ab + EditDistances.Levenshtein(b, c))
                    );
                    Assert.That(EditDistances.OptimalStringAlignment(a, b), Is.LessThanOrEqualTo(ab));
                }
            );

    [TestCase("it's.", "it 's .", 0, Description = "sacrebleu prepares references twice")]
    [TestCase("a b c d", "d a b c", 1, Description = "one shift")]
    [TestCase("", "a b", 2)]
    [TestCase("a b", "", 2)]
    public void Ter_counts_edits_as_sacrebleu_does(string reference, string hypothesis, int edits)
    {
        double[] statistics = new double[TerScore.Width];
        new TerScore(Normalized: true).Observe(hypothesis, [reference], statistics);
        Assert.That(statistics[0], Is.EqualTo(edits));
    }

    [TestCase("\u0130STANBUL", "i\u0307stanbul")]
    [TestCase("\u03a3\u0391\u03a3", "\u03c3\u03b1\u03c2")]
    [TestCase("\u03a3", "\u03c3")]
    public void Lower_case_is_that_of_python(string text, string lower) =>
        Assert.That(PythonText.Lower(text), Is.EqualTo(lower));

    private static Dictionary<string, int> Count(int[] symbols, int n)
    {
        var counts = new Dictionary<string, int>();
        for (int i = 0; i + n <= symbols.Length; i++)
        {
            string key = string.Join(' ', symbols[i..(i + n)]);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        return counts;
    }
}
