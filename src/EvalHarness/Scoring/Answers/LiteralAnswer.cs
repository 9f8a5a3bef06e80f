using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Scoring.Answers;

/// <summary>Where in a response an option must stand to be the answer.</summary>
public enum LiteralPlace
{
    /// <summary>Anywhere, within words too (default).</summary>
    Anywhere,

    /// <summary>It is the whole response, but for white space at both ends.</summary>
    Whole,

    /// <summary>It is the first word, but for white space and signs around it.</summary>
    FirstWord,
}

/// <summary>
/// The answer is the first of some options, in their order, whose letters stand in the response: what scripts that come with
/// published numbers do. <c>not positive</c> is positive, and of two options named the one listed first counts.
/// </summary>
/// <remarks>
/// For reproducing such numbers; <c>choice</c> reads what was said. With <c>otherwise</c> a response that names no option is not
/// unparsable but that label, which inflates scores of data sets where the label is frequent. PIXIU's FLARE reads sentiments
/// <c>{ literal: { options: [negative, positive, neutral] } }</c> and headlines <c>{ literal: { options: ["Yes"], where: whole,
/// otherwise: "No", match_case: true } }</c>; FinGPT reads <c>{ literal: { options: [positive, negative], otherwise: neutral } }</c>.
/// </remarks>
/// <param name="Options">The options, in the order in which they are looked for.</param>
/// <param name="Where">Where an option must stand; <c>anywhere</c> by default.</param>
/// <param name="Otherwise">Label of a response that has no option; by default it has no answer.</param>
/// <param name="MatchCase">Whether small and capital letters differ; false by default.</param>
[Keyword("literal")]
public sealed record LiteralAnswer(
    ImmutableArray<string> Options,
    LiteralPlace Where = LiteralPlace.Anywhere,
    string? Otherwise = null,
    bool MatchCase = false
) : IAnswerFormat
{
    /// <summary>The options, in the order in which they are looked for.</summary>
    public ImmutableArray<string> Options { get; } =
        Options.IsDefaultOrEmpty || Options.Any(string.IsNullOrWhiteSpace)
            ? throw new ArgumentException("found no option, or an empty one", nameof(Options))
            : Options;

    private StringComparison Comparison => MatchCase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <inheritdoc/>
    public ImmutableArray<string> Labels =>
        Otherwise is null || Options.Contains(Otherwise, StringComparer.OrdinalIgnoreCase)
            ? Options
            : [.. Options, Otherwise];

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string said = Where == LiteralPlace.FirstWord ? FirstWord(text) : text.Trim();
        return Options.FirstOrDefault(option => Stands(option, said)) is { } found ? new Answer(found)
            : Otherwise is null ? Answer.None("no option stands in the response")
            : new Answer(Otherwise);
    }

    /// <inheritdoc/>
    public string Canonical(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Labels.FirstOrDefault(label => string.Equals(label, target.Trim(), Comparison)) ?? target.Trim();
    }

    private bool Stands(string option, string said) =>
        Where == LiteralPlace.Anywhere
            ? said.Contains(option, Comparison)
            : string.Equals(said, option.Trim(), Comparison);

    private static string FirstWord(string text)
    {
        string word = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("");
        return string.Concat(word.SkipWhile(IsSign).Reverse().SkipWhile(IsSign).Reverse());
    }

    private static bool IsSign(char one) => !char.IsLetterOrDigit(one);
}
