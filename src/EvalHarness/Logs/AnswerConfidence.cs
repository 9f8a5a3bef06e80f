using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>Probability that a model gave its own answer.</summary>
internal static class AnswerConfidence
{
    /// <summary>
    /// The class probability of the answer where the backend gives classes; otherwise the product of the probabilities of
    /// the tokens that spell it, its last mention in the text; null when neither is known.
    /// </summary>
    /// <param name="response">The response.</param>
    /// <param name="answer">The answer found in it; null when there is none.</param>
    public static double? Of(Response response, string? answer)
    {
        if (answer is null)
        {
            return null;
        }

        if (response.Probabilities.TryGetValue(answer, out double probability))
        {
            return Math.Clamp(probability, 0, 1);
        }

        return response.Tokens.IsDefaultOrEmpty ? null : OfTokens(response, answer);
    }

    private static double OfTokens(Response response, string answer)
    {
        string text = string.Concat(response.Tokens.Select(token => token.Token));
        int start = text.LastIndexOf(answer, StringComparison.OrdinalIgnoreCase);
        int end = start < 0 ? text.Length : start + answer.Length;
        var (at, sum) = (0, 0.0);
        foreach (var token in response.Tokens)
        {
            int next = at + token.Token.Length;
            if (next > start && at < end && token.Token.Length > 0)
            {
                sum += token.LogProbability;
            }

            at = next;
        }
        return Math.Exp(Math.Min(0, sum));
    }
}
