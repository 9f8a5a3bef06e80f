using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Models.RuleBooks;

/// <summary>How the rules that are met become one label.</summary>
public enum RuleChoice
{
    /// <summary>Weights are summed by label and the largest sum wins; the sums also give probabilities (default).</summary>
    Sum,

    /// <summary>The first rule that is met wins, higher priorities first, then in the order of the file.</summary>
    First,
}

/// <summary>A file of rules: what domain experts know, written down as patterns and word lists.</summary>
/// <remarks>
/// <example>
/// <code>
/// default: neutral
/// input: text
/// negation: { words: [not, no, never], window: 3, flips: { positive: negative, negative: positive } }
/// rules:
///   - { words: [profit warning, cut*], label: negative, weight: 2 }
///   - { match: '\b(beats|tops) (estimates|forecasts)\b', label: positive, weight: 1.5 }
///   - { words: [unchanged], label: neutral, priority: 1 }
/// </code>
/// </example>
/// With <c>choose: sum</c> the probability of a label is the softmax of the sums over all labels of the file; where nothing
/// is met, or sums tie, the default wins.
/// </remarks>
/// <param name="Default">The label where no rule decides.</param>
/// <param name="Rules">The rules, at least one.</param>
/// <param name="Input">Fields of the sample that are searched, one after the other; <c>text</c> by default.</param>
/// <param name="Choose"><c>sum</c> (default) or <c>first</c>.</param>
/// <param name="DefaultWeight">What the sum of the default label starts from; 0 by default.</param>
/// <param name="Negation">Words that turn round what follows; none by default.</param>
[Keyword("rule-book")]
public sealed record RuleBook(
    string Default,
    ImmutableArray<Rule> Rules,
    ImmutableArray<string>? Input = null,
    RuleChoice Choose = RuleChoice.Sum,
    double DefaultWeight = 0,
    Negation? Negation = null
)
{
    /// <summary>The rules, at least one.</summary>
    public ImmutableArray<Rule> Rules { get; } =
        Rules.IsDefaultOrEmpty ? throw new ArgumentException("a rule file without rules", nameof(Rules)) : Rules;

    /// <summary>The fields that are searched.</summary>
    internal ImmutableArray<string> Fields => Input is { IsDefaultOrEmpty: false } fields ? fields : ["text"];
}
