using System.Text.Json;
using EvalHarness.Models.Wire;

namespace EvalHarness.Models.Likelihoods;

/// <summary>The tokens of a text that a completion repeats before it goes on, with their log probabilities.</summary>
/// <param name="texts">The tokens.</param>
/// <param name="logprobs">Natural logarithms; null for the first, before which nothing stands.</param>
/// <param name="starts">Where each begins, in Unicode characters.</param>
internal sealed class EchoedTokens(string[] texts, double?[] logprobs, int[] starts)
{
    /// <summary>The tokens of a choice of a reply; null where it lists none, or where they stand is not known.</summary>
    /// <param name="logprobs">The choice's <c>logprobs</c>.</param>
    /// <param name="text">The text that it repeats and goes on with.</param>
    public static EchoedTokens? Read(JsonElement logprobs, string text)
    {
        if (
            logprobs.ValueKind != JsonValueKind.Object
            || !logprobs.TryGetProperty("tokens", out var tokens)
            || !logprobs.TryGetProperty("token_logprobs", out var values)
            || tokens.ValueKind != JsonValueKind.Array
            || values.ValueKind != JsonValueKind.Array
            || tokens.GetArrayLength() != values.GetArrayLength()
        )
        {
            return null;
        }

        string[] texts = [.. tokens.EnumerateArray().Select(token => WireText.Read(token) ?? "")];
        double?[] found =
        [
            .. values
                .EnumerateArray()
                .Select(value => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : (double?)null),
        ];
        return Starts(logprobs, texts, text) is { } starts ? new EchoedTokens(texts, found, starts) : null;
    }

    /// <summary>The sum of the logarithms of the tokens from one place to another, and their number; null where a token reaches over either.</summary>
    /// <param name="from">Where they begin, in Unicode characters.</param>
    /// <param name="to">Where they end.</param>
    public (double LogLikelihood, int Tokens)? Between(int from, int to)
    {
        var (sum, count, at) = (0.0, 0, from);
        for (int i = 0; i < texts.Length; i++)
        {
            int end = i + 1 < starts.Length ? starts[i + 1] : starts[i] + Length(texts[i]);
            if (end <= from || starts[i] >= to)
            {
                continue;
            }

            if (starts[i] < from || end > to || logprobs[i] is not { } logprob || !double.IsFinite(logprob))
            {
                return null;
            }

            (sum, count, at) = (sum + logprob, count + 1, end);
        }

        return count > 0 && at == to ? (Math.Min(0, sum), count) : null;
    }

    /// <summary>Unicode characters of a text, by which servers count.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    private static int[]? Starts(JsonElement logprobs, string[] texts, string text)
    {
        if (
            logprobs.TryGetProperty("text_offset", out var offsets)
            && offsets.ValueKind == JsonValueKind.Array
            && offsets.GetArrayLength() == texts.Length
        )
        {
            int[] told =
            [
                .. offsets
                    .EnumerateArray()
                    .Select(offset =>
                        offset.ValueKind == JsonValueKind.Number && offset.TryGetInt32(out int at) ? at : -1
                    ),
            ];
            return told.All(at => at >= 0) ? told : null;
        }

        if (string.Concat(texts) != text)
        {
            return null;
        }

        int[] starts = new int[texts.Length];
        for (int i = 1; i < texts.Length; i++)
        {
            starts[i] = starts[i - 1] + Length(texts[i - 1]);
        }

        return starts;
    }
}
