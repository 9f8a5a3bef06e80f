namespace EvalHarness.Scoring.Texts;

/// <summary>
/// Google BLEU: the smaller of n-gram precision and recall over orders 1 to 4, whitespace words. Source: Wu et al., "Google's
/// Neural Machine Translation System", 2016, arXiv:1609.08144, section 6. Equal to NLTK 3.8 (corpus_gleu). Statistics are
/// [matches, larger of both totals] for the best reference; without any n-gram the score is 0.
/// </summary>
internal static class GleuScore
{
    private const int Order = 4;

    /// <summary>Number of statistics.</summary>
    public const int Width = 2;

    /// <summary>Writes the statistics of one hypothesis against its references.</summary>
    public static void Observe(string hypothesis, IReadOnlyList<string> references, Span<double> statistics)
    {
        ArgumentNullException.ThrowIfNull(references);
        var vocabulary = new Vocabulary();
        int[] words = vocabulary.Encode(hypothesis);
        Span<int> matches = stackalloc int[Order];
        double best = -1;
        statistics[..Width].Clear();
        foreach (string reference in references)
        {
            int[] other = vocabulary.Encode(reference);
            NGrams.Match(words, other, matches);
            int matched = 0;
            int longer = 0;
            for (int n = 1; n <= Order; n++)
            {
                matched += matches[n - 1];
                longer += NGrams.Total(Math.Max(words.Length, other.Length), n);
            }
            double score = longer > 0 ? (double)matched / longer : -1;
            if (score > best)
            {
                best = score;
                statistics[0] = matched;
                statistics[1] = longer;
            }
        }
    }

    /// <summary>The score of summed statistics, in [0, 1].</summary>
    public static double Value(ReadOnlySpan<double> totals) => totals[1] > 0 ? totals[0] / totals[1] : 0;
}
