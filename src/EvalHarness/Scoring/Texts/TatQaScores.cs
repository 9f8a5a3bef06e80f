using EvalHarness.Scoring.Numbers;

namespace EvalHarness.Scoring.Texts;

/// <summary>
/// Exact match and F1 of TAT-QA. Source: Zhu et al., "TAT-QA: A Question Answering Benchmark on a Hybrid of Tabular and Textual
/// Content in Finance", 2021, 10.18653/v1/2021.acl-long.254. Equal to tatqa_metric.py of NExTplusplus/TAT-QA (870accc): spans are sorted and
/// joined, numbers rounded to two decimals, scaled and written with four; a number without scale is tried as it is too; F1 is
/// over sets of words and rounded to two decimals.
/// </summary>
internal static class TatQaScores
{
    /// <summary>Exact match and F1 of an answer.</summary>
    /// <param name="answer">The spans of the answer, with its scale.</param>
    /// <param name="gold">The right spans, with their scale.</param>
    public static (double ExactMatch, double F1) Score(SpanList answer, SpanList gold)
    {
        if (answer.Spans.Length == 0 || gold.Spans.Length == 0)
        {
            return (0, 0);
        }
        string right = Normalize(Joined(gold));
        var best = Compare(Normalize(Joined(answer)), right);
        if (answer is { Spans: [var only], Scale: "" } && AsIs(only) is { } plain)
        {
            var other = Compare(Normalize(plain), right);
            best = other.CompareTo(best) > 0 ? other : best;
        }
        return best;
    }

    private static string Joined(SpanList answer)
    {
        var sorted = answer.Spans.Order(StringComparer.Ordinal);
        return string.Join(' ', sorted.Select(span => Scaled(span, answer.Scale)));
    }

    private static string Scaled(string span, string scale) =>
        TatQaNumber.IsNumber(span) && TatQaNumber.Read(span) is { Value: var value }
            ? span.Contains('%', StringComparison.Ordinal)
                ? TatQaNumber.Fixed(value)
                : TatQaNumber.Fixed(DecimalRounding.Round(value, 2) * TatQaNumber.Scale(scale))
            : scale.Length > 0
                ? $"{span} {scale}"
                : span;

    // 0.2342 for 23.42 percent.
    private static string? AsIs(string span) =>
        !span.Contains('%', StringComparison.Ordinal)
        && TatQaNumber.IsNumber(span)
        && TatQaNumber.Read(span) is { Value: var value }
            ? TatQaNumber.Fixed(value)
            : null;

    private static string Normalize(string text) =>
        string.Join(' ', text.Split(' ').Select(Token).Where(token => token.Length > 0));

    private static string Token(string token)
    {
        string lower = PythonText.Lower(token);
        string plain = TatQaNumber.IsNumber(lower) ? lower : SquadAnswers.WithoutPunctuation(lower);
        string number = TatQaNumber.IsNumber(plain) ? TatQaNumber.Read(plain)?.Text ?? "None" : plain;
        return string.Join(' ', PythonText.Split(SquadAnswers.WithoutArticles(number)));
    }

    private static (double, double) Compare(string answer, string gold)
    {
        var found = PythonText.Split(answer).ToHashSet(StringComparer.Ordinal);
        var right = PythonText.Split(gold).ToHashSet(StringComparer.Ordinal);
        double common = right.Count(found.Contains);
        double precision = found.Count == 0 ? 1 : common / found.Count;
        double recall = right.Count == 0 ? 1 : common / right.Count;
        double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
        // NumPy's round: of the product with 100, not of the exact value.
        return (answer == gold ? 1 : 0, Math.Round(f1 * 100, MidpointRounding.ToEven) / 100);
    }
}
