namespace EvalHarness.Scoring.Texts;

/// <summary>
/// METEOR with exact and stem matches. Source: Lavie and Agarwal, "METEOR: An Automatic Metric for MT Evaluation with High
/// Levels of Correlation with Human Judgments", 2007 (W07-0734). Equal to NLTK 3.8 (meteor_score) with an empty WordNet:
/// whitespace words in lower case, greedy alignment from the right. It departs from the paper where NLTK does: synonyms are
/// not looked up and the alignment is not the one with fewest crossings. No match scores 0.
/// </summary>
/// <param name="Alpha">Weight of precision against recall in the mean, in [0, 1].</param>
/// <param name="Beta">Exponent of the fragmentation penalty.</param>
/// <param name="Gamma">Largest fragmentation penalty, in [0, 1].</param>
internal sealed record MeteorScore(double Alpha = 0.9, double Beta = 3, double Gamma = 0.5)
{
    /// <summary>The best score over the references, in [0, 1].</summary>
    public double Value(string hypothesis, IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(references);
        ArgumentOutOfRangeException.ThrowIfZero(references.Count);
        var words = LowerWords(hypothesis);
        return references.Max(reference => Value(words, LowerWords(reference)));
    }

    private double Value(List<string> hypothesis, List<string> reference)
    {
        int[] aligned = new int[hypothesis.Count];
        Array.Fill(aligned, -1);
        bool[] taken = new bool[reference.Count];
        Match(hypothesis, reference, aligned, taken);
        Match(hypothesis.ConvertAll(PorterStemmer.Stem), reference.ConvertAll(PorterStemmer.Stem), aligned, taken);
        int matches = taken.Count(isTaken => isTaken);
        if (matches == 0)
        {
            return 0;
        }
        double precision = (double)matches / hypothesis.Count;
        double recall = (double)matches / reference.Count;
        double mean = precision * recall / ((Alpha * precision) + ((1 - Alpha) * recall));
        double penalty = Gamma * Math.Pow((double)Chunks(aligned) / matches, Beta);
        return (1 - penalty) * mean;
    }

    private static void Match(List<string> hypothesis, List<string> reference, int[] aligned, bool[] taken)
    {
        for (int i = hypothesis.Count - 1; i >= 0; i--)
        {
            for (int j = reference.Count - 1; j >= 0 && aligned[i] < 0; j--)
            {
                if (!taken[j] && hypothesis[i] == reference[j])
                {
                    aligned[i] = j;
                    taken[j] = true;
                }
            }
        }
    }

    // Runs of neighbours in the hypothesis that are neighbours in the reference too.
    private static int Chunks(int[] aligned)
    {
        int chunks = 0;
        for (int i = 0; i < aligned.Length; i++)
        {
            bool goesOn = i > 0 && aligned[i - 1] >= 0 && aligned[i] == aligned[i - 1] + 1;
            chunks += aligned[i] >= 0 && !goesOn ? 1 : 0;
        }
        return chunks;
    }

    private static List<string> LowerWords(string text) => PythonText.Split(text).ConvertAll(PythonText.Lower);
}
