namespace EvalHarness.Scoring.Texts;

/// <summary>
/// chrF and chrF++ from sufficient statistics. Source: Popovic, "chrF: character n-gram F-score for automatic MT evaluation",
/// 2015, 10.18653/v1/W15-3049; "chrF++: words helping character n-grams", 2017, 10.18653/v1/W17-4770. Equal to sacrebleu
/// 2.6.0. Statistics are [in hypothesis, in reference, matched] for each order, characters first. Of several references
/// the one with the best sentence score counts. An empty hypothesis scores 0.
/// </summary>
/// <param name="CharacterOrder">Largest order of character n-grams.</param>
/// <param name="WordOrder">Largest order of word n-grams; 0 for chrF, 2 for chrF++.</param>
/// <param name="Beta">Weight of recall against precision.</param>
/// <param name="Lowercase">Whether case is ignored.</param>
/// <param name="Whitespace">Whether whitespace counts as characters.</param>
/// <param name="EpsilonSmoothing">Averages F over all orders as chrF++.py does, orders without n-grams counting about 0.</param>
internal sealed record ChrFScore(
    int CharacterOrder = 6,
    int WordOrder = 0,
    double Beta = 2,
    bool Lowercase = false,
    bool Whitespace = false,
    bool EpsilonSmoothing = false
)
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>Number of statistics.</summary>
    public int Width => 3 * (CharacterOrder + WordOrder);

    /// <summary>Writes the statistics of one hypothesis against its references, of which there must be one at least.</summary>
    public void Observe(string hypothesis, IReadOnlyList<string> references, Span<double> statistics)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(references);
        ArgumentOutOfRangeException.ThrowIfZero(references.Count);
        var vocabulary = new Vocabulary();
        string text = Lowercase ? PythonText.Lower(hypothesis) : hypothesis;
        int[] characters = PythonText.CodePoints(text, Whitespace);
        int[] words = WordOrder > 0 ? Encode(text, vocabulary) : [];
        Span<double> candidate = stackalloc double[Width];
        double best = -1;
        foreach (string reference in references)
        {
            string other = Lowercase ? PythonText.Lower(reference) : reference;
            Count(characters, PythonText.CodePoints(other, Whitespace), CharacterOrder, candidate);
            if (WordOrder > 0)
            {
                Count(words, Encode(other, vocabulary), WordOrder, candidate[(3 * CharacterOrder)..]);
            }
            double score = references.Count > 1 ? Value(candidate) : 0;
            if (score > best)
            {
                best = score;
                candidate.CopyTo(statistics);
            }
        }
    }

    /// <summary>The score of summed statistics, in [0, 100].</summary>
    public double Value(ReadOnlySpan<double> totals)
    {
        const double epsilon = 1e-16;
        double factor = Beta * Beta;
        double sum = 0;
        double precisions = 0;
        double recalls = 0;
        int effective = 0;
        for (int i = 0; i < Width; i += 3)
        {
            double precision = totals[i] > 0 ? totals[i + 2] / totals[i] : epsilon;
            double recall = totals[i + 1] > 0 ? totals[i + 2] / totals[i + 1] : epsilon;
            double divisor = (factor * precision) + recall;
            sum += divisor > 0 ? (1 + factor) * precision * recall / divisor : epsilon;
            if (totals[i] > 0 && totals[i + 1] > 0)
            {
                precisions += precision;
                recalls += recall;
                effective++;
            }
        }
        if (EpsilonSmoothing)
        {
            return 100 * sum / (CharacterOrder + WordOrder);
        }
        if (precisions + recalls == 0)
        {
            return 0;
        }
        precisions /= effective;
        recalls /= effective;
        return 100 * (1 + factor) * precisions * recalls / ((factor * precisions) + recalls);
    }

    private static void Count(int[] hypothesis, int[] reference, int orders, Span<double> statistics)
    {
        Span<int> matches = stackalloc int[orders];
        NGrams.Match(hypothesis, reference, matches);
        for (int n = 1; n <= orders; n++)
        {
            int inReference = NGrams.Total(reference.Length, n);
            statistics[(3 * n) - 3] = inReference > 0 ? NGrams.Total(hypothesis.Length, n) : 0;
            statistics[(3 * n) - 2] = inReference;
            statistics[(3 * n) - 1] = matches[n - 1];
        }
    }

    // One punctuation mark is split off each word, at its end or else at its start: "(hi)" gives "(hi" and ")".
    private static int[] Encode(string text, Vocabulary vocabulary)
    {
        var encoded = new List<int>();
        int position = 0;
        for (var word = PythonText.Next(text, ref position); !word.IsEmpty; word = PythonText.Next(text, ref position))
        {
            int cut =
                word.Length == 1 ? 0
                : Punctuation.Contains(word[^1], StringComparison.Ordinal) ? word.Length - 1
                : Punctuation.Contains(word[0], StringComparison.Ordinal) ? 1
                : 0;
            if (cut > 0)
            {
                encoded.Add(vocabulary.Id(word[..cut]));
            }
            encoded.Add(vocabulary.Id(word[cut..]));
        }
        return [.. encoded];
    }
}
