namespace EvalHarness.Scoring.Texts;

/// <summary>
/// Translation edit rate: edits and block shifts that turn the hypothesis into a reference, per reference word. Source:
/// Snover et al., "A Study of Translation Edit Rate with Targeted Human Annotation", 2006 (AMTA). Equal to sacrebleu 2.6.0,
/// its beam and its limits on shifts included, without its Asian support. Statistics are [least edits over the references,
/// mean reference length]; lower is better, and a score may exceed 100. An empty reference scores 100 against words, 0
/// against nothing.
/// </summary>
/// <param name="Normalized">Whether punctuation is split off and entities undone, as Tercom's -N.</param>
/// <param name="NoPunctuation">Whether . , ? : ; ! " ( ) are removed.</param>
/// <param name="CaseSensitive">Whether case counts.</param>
internal sealed record TerScore(bool Normalized = false, bool NoPunctuation = false, bool CaseSensitive = false)
{
    /// <summary>Number of statistics.</summary>
    public const int Width = 2;

    /// <summary>Writes the statistics of one hypothesis against its references, of which there must be one at least.</summary>
    public void Observe(string hypothesis, IReadOnlyList<string> references, Span<double> statistics)
    {
        ArgumentNullException.ThrowIfNull(references);
        ArgumentOutOfRangeException.ThrowIfZero(references.Count);
        var vocabulary = new Vocabulary();
        int[] words = vocabulary.Encode(Prepare(hypothesis));
        int least = int.MaxValue;
        double lengths = 0;
        foreach (string reference in references)
        {
            // sacrebleu prepares references twice, which matters to possessives: "it's." becomes "it's ." and then "it 's .".
            string prepared = Prepare(reference);
            int[] other = vocabulary.Encode(Normalized ? Prepare(prepared) : prepared);
            least = Math.Min(least, TerEdits.Count(words, other));
            lengths += other.Length;
        }
        statistics[0] = least;
        statistics[1] = lengths / references.Count;
    }

    /// <summary>The score of summed statistics, in percent.</summary>
    public static double Value(ReadOnlySpan<double> totals) =>
        totals[1] > 0 ? 100 * (totals[0] / totals[1])
        : totals[0] > 0 ? 100
        : 0;

    private string Prepare(string text)
    {
        string line = CaseSensitive ? text : PythonText.Lower(text);
        line = Normalized ? Normalize(PythonText.TrimEnd(line).ToString()) : line;
        if (!NoPunctuation)
        {
            return line;
        }
        var kept = new CharBuffer(line.Length);
        foreach (char c in line)
        {
            if (c is not ('.' or ',' or '?' or ':' or ';' or '!' or '"' or '(' or ')'))
            {
                kept.Add(c);
            }
        }
        return kept.Span.ToString();
    }

    private static string Normalize(string line)
    {
        if (line.Length == 0)
        {
            return line;
        }
        line = line.Replace("\n-", "", StringComparison.Ordinal).Replace('\n', ' ');
        var text = new CharBuffer((2 * line.Length) + 16);
        var spare = new CharBuffer((2 * line.Length) + 16);
        Western.PadSymbols($" {Western.Unescape(line)} ", text);
        if (text.Span.Contains('\''))
        {
            string possessive = text.Span.ToString().Replace("'s ", " 's ", StringComparison.Ordinal);
            text.Clear();
            text.Add(possessive);
        }
        return string.Join(' ', PythonText.Split(Western.SplitStops(text, spare).Span));
    }
}
