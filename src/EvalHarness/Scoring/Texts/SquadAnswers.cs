using System.Globalization;
using System.Text;

namespace EvalHarness.Scoring.Texts;

/// <summary>
/// Exact match and token F1 of short answers. Source: Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension
/// of Text", 2016, 10.18653/v1/D16-1264. Equal to the official evaluate-v2.0.py for given gold answers: the best over them;
/// no gold answer means that the right answer is the empty one. Two empty answers match.
/// </summary>
internal static class SquadAnswers
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>Whether the answer equals one of the gold answers after normalisation.</summary>
    public static bool ExactMatch(string prediction, IReadOnlyList<string> golds)
    {
        string answer = Normalize(prediction);
        return Golds(golds).Any(gold => Normalize(gold) == answer);
    }

    /// <summary>The best harmonic mean of token precision and recall over the gold answers, in [0, 1].</summary>
    public static double F1(string prediction, IReadOnlyList<string> golds)
    {
        string answer = Normalize(prediction);
        return Golds(golds).Max(gold => F1(answer, Normalize(gold)));
    }

    /// <summary>Lower case, without ASCII punctuation and the words a, an, the; single spaces.</summary>
    public static string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Join(' ', PythonText.Split(WithoutArticles(WithoutPunctuation(PythonText.Lower(text)))));
    }

    /// <summary>A text without ASCII punctuation.</summary>
    public static string WithoutPunctuation(string text) =>
        string.Concat(text.Where(c => !Punctuation.Contains(c, StringComparison.Ordinal)));

    /// <summary>A text with a space in place of each a, an and the.</summary>
    /// <remarks>An article is a whole run of word characters: "naive's" has none, and "a" beside a combining mark is one.</remarks>
    public static string WithoutArticles(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (int start = 0, end; start < text.Length; start = end)
        {
            bool isWord = IsWord(text, start, out int next);
            end = next;
            while (end < text.Length && IsWord(text, end, out next) == isWord)
            {
                end = next;
            }
            var run = text.AsSpan(start, end - start);
            kept.Append(isWord && run is "a" or "an" or "the" ? " " : run);
        }
        return kept.ToString();
    }

    private static bool IsWord(string text, int at, out int next)
    {
        if (!Rune.TryGetRuneAt(text, at, out var rune))
        {
            next = at + 1;
            return false;
        }
        next = at + rune.Utf16SequenceLength;
        return Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
    }

    private static IReadOnlyList<string> Golds(IReadOnlyList<string> golds) => golds.Count > 0 ? golds : [""];

    private static double F1(string answer, string gold)
    {
        if (answer.Length == 0 || gold.Length == 0)
        {
            return answer == gold ? 1 : 0;
        }
        var vocabulary = new Vocabulary();
        int[] words = vocabulary.Encode(gold);
        int[] others = vocabulary.Encode(answer);
        Span<int> common = stackalloc int[1];
        NGrams.Match(others, words, common);
        double precision = (double)common[0] / others.Length;
        double recall = (double)common[0] / words.Length;
        return common[0] > 0 ? 2 * precision * recall / (precision + recall) : 0;
    }
}
