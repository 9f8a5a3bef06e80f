using System.Globalization;

namespace EvalHarness.Logs;

/// <summary>How a model was asked elsewhere, in words: <c>zero-shot, no chain of thought, unknown: temperature</c>.</summary>
internal static class ProtocolWords
{
    /// <summary>What is told, and what is not.</summary>
    /// <param name="fewShot">Number of solved examples; null where it is not told.</param>
    /// <param name="chainOfThought">Whether it was asked to reason first; null where it is not told.</param>
    /// <param name="temperature">Randomness; null where it is not told.</param>
    /// <param name="reasoningEffort">How much it was to think; null where it is not told.</param>
    /// <param name="maxTokens">Most tokens generated; null where it is not told.</param>
    /// <param name="unknown">What should be known and is not.</param>
    /// <param name="more">What else is told.</param>
    public static string Of(
        int? fewShot,
        bool? chainOfThought,
        double? temperature,
        string? reasoningEffort,
        int? maxTokens,
        IReadOnlyCollection<string> unknown,
        params ReadOnlySpan<string?> more
    )
    {
        string?[] parts =
        [
            fewShot is { } count ? (count == 0 ? "zero-shot" : Told($"{count}-shot")) : null,
            chainOfThought switch
            {
                true => "chain of thought",
                false => "no chain of thought",
                null => null,
            },
            temperature is { } degree ? Told($"temperature {degree}") : null,
            reasoningEffort is { } effort ? $"reasoning {effort}" : null,
            maxTokens is { } most ? Told($"at most {most} tokens") : null,
            .. more,
            unknown.Count == 0 ? null : $"unknown: {string.Join(", ", unknown)}",
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    private static string Told(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
