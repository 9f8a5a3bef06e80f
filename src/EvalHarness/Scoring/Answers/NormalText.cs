using System.Text;

namespace EvalHarness.Scoring.Answers;

/// <summary>Text with what does not count taken out.</summary>
internal static class NormalText
{
    // Python's string.punctuation: all of ASCII that is neither letter, digit, space nor control.
    private static readonly System.Buffers.SearchValues<char> Punctuation = System.Buffers.SearchValues.Create(
        "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    );

    /// <summary>The words with single spaces between.</summary>
    public static string Spaced(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// <c>normalize_answer</c> of SQuAD's evaluation script: lower case, then no punctuation, then no articles, then
    /// single spaces. Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text, EMNLP 2016.
    /// </summary>
    public static string Squad(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (char c in text.ToLowerInvariant())
        {
            if (!Punctuation.Contains(c))
            {
                kept.Append(c);
            }
        }
        string[] words = kept.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Where(w => w is not ("a" or "an" or "the")));
    }
}
