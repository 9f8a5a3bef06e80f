using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Models.Wire;

/// <summary>Generated tokens with their log probabilities.</summary>
internal static class WireTokens
{
    /// <summary>OpenAI's documented stand-in for "very unlikely", used where a server sends null for minus infinity.</summary>
    private const double VeryUnlikely = -9999.0;

    /// <summary>The tokens; null where one of them cannot be read, for a list with gaps is no list of what was said.</summary>
    /// <param name="content">The list.</param>
    public static ImmutableArray<TokenChoice>? Read(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var tokens = ImmutableArray.CreateBuilder<TokenChoice>(content.GetArrayLength());
        foreach (var one in content.EnumerateArray())
        {
            if (!TryRead(one, out string token, out double logprob) || Alternatives(one) is not { } alternatives)
            {
                return null;
            }

            tokens.Add(new TokenChoice(token, logprob, alternatives));
        }

        return tokens.ToImmutable();
    }

    private static ImmutableArray<TokenAlternative>? Alternatives(JsonElement token)
    {
        if (!token.TryGetProperty("top_logprobs", out var top) || top.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (top.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var alternatives = ImmutableArray.CreateBuilder<TokenAlternative>(top.GetArrayLength());
        foreach (var one in top.EnumerateArray())
        {
            if (!TryRead(one, out string other, out double logprob))
            {
                return null;
            }

            alternatives.Add(new TokenAlternative(other, logprob));
        }

        return alternatives.ToImmutable();
    }

    private static bool TryRead(JsonElement element, out string token, out double logprob)
    {
        (token, logprob) = ("", VeryUnlikely);
        if (element.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (element.TryGetProperty("token", out var said) && said.ValueKind != JsonValueKind.Null)
        {
            if (WireText.Read(said) is not { } text)
            {
                return false;
            }

            token = text;
        }

        if (!element.TryGetProperty("logprob", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out logprob) && double.IsFinite(logprob);
    }
}
