using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>Share of samples whose answer is one of the targets, letter for letter once the space around it is dropped and the space within
/// it made single; equal numbers of which one bears a percent or basis point sign are the same, as accuracy has it. Ours; squad_em is the
/// metric of that name in the literature. With <c>strict</c> equal to exact_match of Hugging Face evaluate and lm-evaluation-harness 0.4.9.</summary>
/// <param name="IgnoreCase">Whether case does not count; false by default.</param>
/// <param name="IgnorePunctuation">Whether punctuation does not count; false by default.</param>
/// <param name="Strict">Whether space counts too, no share is read, and only the punctuation of ASCII is left out; false by default.</param>
/// <param name="Ignore">Regular expressions of .NET whose matches are cut out of answer and target first, one after the other; none by default.</param>
[Keyword("exact_match")]
public sealed record ExactMatch(
    bool IgnoreCase = false,
    bool IgnorePunctuation = false,
    bool Strict = false,
    ImmutableArray<string>? Ignore = null
) : IMetric
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ImmutableArray<Regex> ignored = [.. (Ignore ?? []).Select(Compile)];

    /// <inheritdoc/>
    public string Name => "exact_match";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => true;

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics) => statistics.Put(Matches(sample));

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);

    private bool Matches(in ScoredSample sample)
    {
        if (sample.Answer is not { } answer)
        {
            return false;
        }
        string plain = Plain(answer);
        foreach (string target in sample.AllTargets())
        {
            if (Plain(target) == plain || (!Strict && Scored.IsSameShare(answer, target)))
            {
                return true;
            }
        }
        return false;
    }

    private string Plain(string text)
    {
        string rest = ignored.Aggregate(text, (left, pattern) => pattern.Replace(left, ""));
        string cased = IgnoreCase ? PythonText.Lower(rest) : rest;
        string kept = IgnorePunctuation ? string.Concat(cased.Where(c => !IsPunctuation(c))) : cased;
        return Strict ? kept : string.Join(' ', PythonText.Split(kept));
    }

    // Python's string.punctuation has symbols such as $ and + too, and nothing beyond ASCII.
    private bool IsPunctuation(char c) =>
        Strict ? char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)) : char.IsPunctuation(c);

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (RegexParseException e)
        {
            throw new ArgumentException($"ignore: {e.Message}", nameof(pattern), e);
        }
    }
}
