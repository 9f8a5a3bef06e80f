namespace EvalHarness.Scoring.Texts;

/// <summary>What BLEU does with an order without matches (Chen and Cherry, 2014, 10.3115/v1/W14-3346).</summary>
public enum BleuSmoothing
{
    /// <summary>Halves the precision once more at each such order (NIST, their method 3). The default.</summary>
    Exp,

    /// <summary>Puts a small number of matches in place of none (method 1; 0.1 by default).</summary>
    Floor,

    /// <summary>Adds a number to matches and totals of orders above 1 (method 2; 1 by default).</summary>
    AddK,

    /// <summary>Nothing: such an order makes the score 0.</summary>
    None,
}

/// <summary>BLEU with its parts.</summary>
/// <param name="Value">The score in [0, 100].</param>
/// <param name="Precisions">Modified precision of each order, in percent.</param>
/// <param name="BrevityPenalty">exp(1 - reference length / hypothesis length) for short hypotheses, else 1.</param>
internal sealed record BleuResult(double Value, IReadOnlyList<double> Precisions, double BrevityPenalty);

/// <summary>
/// BLEU from sufficient statistics: lengths, clipped n-gram matches and totals. Source: Papineni et al., "BLEU: a Method for
/// Automatic Evaluation of Machine Translation", 2002, 10.3115/1073083.1073135; Post, "A Call for Clarity in Reporting BLEU
/// Scores", 2018, 10.18653/v1/W18-6319. Equal to sacrebleu 2.6.0 for its tokenizers 13a, intl, char and none. Statistics
/// are [hypothesis length, reference length, matches of each order, totals of each order]; sums give the corpus score.
/// The reference length is the closest one, ties to the shorter. No match at all, or an empty hypothesis, scores 0.
/// </summary>
/// <param name="Tokenization">How text is cut into words.</param>
/// <param name="Lowercase">Whether case is ignored.</param>
/// <param name="Smoothing">What is done with orders without matches.</param>
/// <param name="SmoothingValue">The number of floor (default 0.1) or add-k (default 1).</param>
/// <param name="Order">Largest n-gram order.</param>
/// <param name="EffectiveOrder">Whether orders that the hypothesis is too short for are left out; for single sentences.</param>
internal sealed record BleuScore(
    BleuTokenization Tokenization = BleuTokenization.V13a,
    bool Lowercase = false,
    BleuSmoothing Smoothing = BleuSmoothing.Exp,
    double? SmoothingValue = null,
    int Order = 4,
    bool EffectiveOrder = false
)
{
    /// <summary>Number of statistics.</summary>
    public int Width => 2 + (2 * Order);

    /// <summary>Writes the statistics of one hypothesis against its references, of which there must be one at least.</summary>
    public void Observe(string hypothesis, IReadOnlyList<string> references, Span<double> statistics)
    {
        ArgumentNullException.ThrowIfNull(references);
        ArgumentOutOfRangeException.ThrowIfZero(references.Count);
        var vocabulary = new Vocabulary();
        int[][] encoded = new int[references.Count][];
        for (int r = 0; r < encoded.Length; r++)
        {
            encoded[r] = BleuTokenizer.Encode(references[r], Tokenization, Lowercase, vocabulary);
        }
        int[] words = BleuTokenizer.Encode(hypothesis, Tokenization, Lowercase, vocabulary);
        Span<int> matches = stackalloc int[Order];
        NGrams.Match(words, encoded, matches);
        statistics[0] = words.Length;
        statistics[1] = Closest(words.Length, encoded);
        for (int n = 1; n <= Order; n++)
        {
            statistics[1 + n] = matches[n - 1];
            statistics[1 + Order + n] = NGrams.Total(words.Length, n);
        }
    }

    /// <summary>The score of summed statistics.</summary>
    public double Value(ReadOnlySpan<double> totals) => Result(totals).Value;

    /// <summary>The score of summed statistics, with its parts.</summary>
    public BleuResult Result(ReadOnlySpan<double> totals)
    {
        double length = totals[0];
        double reference = totals[1];
        var matches = totals.Slice(2, Order);
        var all = totals.Slice(2 + Order, Order);
        double penalty =
            length >= reference ? 1
            : length > 0 ? Math.Exp(1 - (reference / length))
            : 0;
        double[] precisions = new double[Order];
        if (!matches.ContainsAnyExcept(0.0))
        {
            return new BleuResult(0, precisions, penalty);
        }
        int orders = Order;
        double halvings = 1;
        for (int n = 0; n < Order; n++)
        {
            double added = Smoothing == BleuSmoothing.AddK && n > 0 ? SmoothingValue ?? 1 : 0;
            double match = matches[n] + added;
            double total = all[n] + added;
            if (total == 0)
            {
                break;
            }
            orders = EffectiveOrder ? n + 1 : orders;
            halvings *= match == 0 && Smoothing == BleuSmoothing.Exp ? 2 : 1;
            precisions[n] =
                match > 0 ? 100 * match / total
                : Smoothing == BleuSmoothing.Exp ? 100 / (halvings * total)
                : Smoothing == BleuSmoothing.Floor ? 100 * (SmoothingValue ?? 0.1) / total
                : 0;
        }
        double logs = 0;
        for (int n = 0; n < orders; n++)
        {
            logs += Math.Log(precisions[n]);
        }
        return new BleuResult(penalty * Math.Exp(logs / orders), precisions, penalty);
    }

    private static int Closest(int length, int[][] references)
    {
        int closest = references[0].Length;
        foreach (int[] reference in references)
        {
            (int gap, int least) = (Math.Abs(length - reference.Length), Math.Abs(length - closest));
            closest = gap < least || (gap == least && reference.Length < closest) ? reference.Length : closest;
        }
        return closest;
    }
}
