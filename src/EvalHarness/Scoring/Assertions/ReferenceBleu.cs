namespace EvalHarness.Scoring.Assertions;

/// <summary>
/// BLEU of one answer (Papineni et al. 2002, 10.3115/1073083.1073135) as promptfoo 0.123.1 forms it: small letters, words between white space,
/// n-grams of one to four words as far as the answer is long enough for any, clipped by the one reference that has most of them, a
/// precision of 0 counted as 1e-7, the length of the nearest reference.
/// </summary>
internal static class ReferenceBleu
{
    private const int MostWords = 4;
    private const double Least = 1e-7;

    /// <summary>The score in [0, 1]; 0 for a blank answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="references">The references; at least one.</param>
    public static double Score(string answer, IReadOnlyList<string> references)
    {
        string[] words = Words(answer);
        if (words is [""])
        {
            return 0;
        }

        string[][] all = [.. references.Select(Words)];
        double logs = 0;
        double weights = 0;
        for (int order = 1; order <= MostWords && order <= words.Length; order++)
        {
            var given = Count(words, order);
            int most = all.Select(reference => Count(reference, order))
                .Max(wanted => given.Sum(one => Math.Min(one.Value, wanted.GetValueOrDefault(one.Key))));
            double precision = (double)most / (words.Length - order + 1);
            logs += Math.Log(precision == 0 ? Least : precision) / MostWords;
            weights += 1.0 / MostWords;
        }

        int nearest = all.Select(reference => reference.Length)
            .OrderBy(length => Math.Abs(length - words.Length))
            .ThenBy(length => length)
            .First();
        double brevity = words.Length > nearest ? 1 : Math.Exp(1 - ((double)nearest / words.Length));
        return brevity * Math.Exp(logs / weights);
    }

    // A blank text has one word there, the empty one.
    private static string[] Words(string text) =>
        JsText.Words(Texts.PythonText.Lower(text)) is { Count: > 0 } words ? [.. words] : [""];

    private static Dictionary<string, int> Count(string[] words, int order)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i + order <= words.Length; i++)
        {
            string gram = string.Join(' ', words[i..(i + order)]);
            counts[gram] = counts.GetValueOrDefault(gram) + 1;
        }

        return counts;
    }
}
