using System.Buffers;
using System.Diagnostics;

namespace EvalHarness.Scoring.Texts;

/// <summary>Precision, recall and their harmonic mean of one ROUGE variant, each in [0, 1].</summary>
/// <param name="Precision">Share of the prediction that the target has.</param>
/// <param name="Recall">Share of the target that the prediction has.</param>
/// <param name="F">Harmonic mean; 0 where both are 0.</param>
internal readonly record struct RougeScore(double Precision, double Recall, double F)
{
    /// <summary>The score of that many common units.</summary>
    internal static RougeScore Of(int common, int inPrediction, int inTarget)
    {
        double precision = common / (double)Math.Max(1, inPrediction);
        double recall = common / (double)Math.Max(1, inTarget);
        return new RougeScore(
            precision,
            recall,
            precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
        );
    }
}

/// <summary>
/// ROUGE of one prediction against one target. Source: Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004
/// (W04-1013). Equal to google-research rouge_score 0.1.2 with the Latin tokenizer: lower case, words of [a-z0-9] only, optional
/// Porter stems for words longer than three. An empty side scores 0.
/// </summary>
internal static class RougeScores
{
    private static readonly SearchValues<char> WordCharacters = SearchValues.Create(
        "0123456789abcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>Common n-grams of that order, repeated ones counted.</summary>
    public static RougeScore NGram(
        string target,
        string prediction,
        int order,
        bool stem = false,
        RougeTokenizer tokenizer = RougeTokenizer.Latin
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        var vocabulary = new Vocabulary();
        int[] words = Encode(prediction, stem, tokenizer, vocabulary);
        int[] other = Encode(target, stem, tokenizer, vocabulary);
        Span<int> matches = stackalloc int[order];
        NGrams.Match(words, other, matches);
        return RougeScore.Of(matches[order - 1], NGrams.Total(words.Length, order), NGrams.Total(other.Length, order));
    }

    /// <summary>Longest common subsequence of words (ROUGE-L).</summary>
    public static RougeScore LongestSubsequence(
        string target,
        string prediction,
        bool stem = false,
        RougeTokenizer tokenizer = RougeTokenizer.Latin
    )
    {
        var vocabulary = new Vocabulary();
        int[] words = Encode(prediction, stem, tokenizer, vocabulary);
        int[] other = Encode(target, stem, tokenizer, vocabulary);
        return RougeScore.Of(CommonSubsequence.Length(other, words), words.Length, other.Length);
    }

    /// <summary>
    /// Summary level (ROUGE-Lsum): sentences are lines; for each target sentence the union of its longest common
    /// subsequences with all predicted sentences, no word counted more often than it occurs on either side.
    /// </summary>
    public static RougeScore Summary(
        string target,
        string prediction,
        bool stem = false,
        RougeTokenizer tokenizer = RougeTokenizer.Latin
    )
    {
        var vocabulary = new Vocabulary();
        int[][] targets = Sentences(target, stem, tokenizer, vocabulary);
        int[][] predictions = Sentences(prediction, stem, tokenizer, vocabulary);
        var leftInTarget = Counts(targets);
        var leftInPrediction = Counts(predictions);
        int hits = 0;
        foreach (int[] sentence in targets)
        {
            bool[] union = new bool[sentence.Length];
            foreach (int[] other in predictions)
            {
                CommonSubsequence.Mark(sentence, other, union);
            }
            for (int i = 0; i < union.Length; i++)
            {
                int word = sentence[i];
                if (union[i] && leftInTarget[word] > 0 && leftInPrediction.GetValueOrDefault(word) > 0)
                {
                    hits++;
                    leftInTarget[word]--;
                    leftInPrediction[word]--;
                }
            }
        }
        return RougeScore.Of(hits, predictions.Sum(words => words.Length), targets.Sum(words => words.Length));
    }

    private static int[] Encode(string text, bool stem, RougeTokenizer tokenizer, Vocabulary vocabulary) =>
        tokenizer switch
        {
            RougeTokenizer.Latin => Encode(text, stem, vocabulary),
            RougeTokenizer.Unicode => UnicodeWords.Encode(text, stem, vocabulary),
            RougeTokenizer.Char => UnicodeWords.Characters(text, vocabulary),
            _ => throw new UnreachableException(),
        };

    private static int[] Encode(string text, bool stem, Vocabulary vocabulary)
    {
        ReadOnlySpan<char> rest = PythonText.Lower(text);
        var encoded = new List<int>((rest.Length / 5) + 1);
        while (true)
        {
            int start = rest.IndexOfAny(WordCharacters);
            if (start < 0)
            {
                return [.. encoded];
            }
            rest = rest[start..];
            int end = rest.IndexOfAnyExcept(WordCharacters);
            var word = end < 0 ? rest : rest[..end];
            encoded.Add(vocabulary.Id(stem && word.Length > 3 ? PorterStemmer.Stem(word.ToString()) : word));
            rest = rest[word.Length..];
        }
    }

    private static int[][] Sentences(string text, bool stem, RougeTokenizer tokenizer, Vocabulary vocabulary) =>
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => Encode(line, stem, tokenizer, vocabulary)),
        ];

    private static Dictionary<int, int> Counts(int[][] sentences)
    {
        var counts = new Dictionary<int, int>();
        foreach (int word in sentences.SelectMany(words => words))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }
        return counts;
    }
}
