using System.Collections.Immutable;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Scoring.Answers;

/// <summary>The answer is the option that the model finds likeliest as the continuation of the prompt; nothing is generated.</summary>
/// <remarks>
/// This is how base models are compared, and how BloombergGPT's own numbers were made (Wu et al. 2023, arXiv:2303.17564, section 5,
/// after Brown et al. 2020, arXiv:2005.14165): plain, divided by tokens, or against the bare prompt <c>Answer:</c>, of which it
/// reports the best for each model and task. Here the suite says which before it sees a result. A model that generates a label
/// itself and reads no prompt (rules, a classifier) is taken at its word. Two options equally likely are no answer, nor is the
/// likeliest where it is not told exactly. A backend that lists alternatives of the first token alone serves <c>none</c>; it gives the
/// probability that the answer begins as the option does, the same where the option is one token.
/// </remarks>
/// <param name="Options">The options, as they stand in the targets and behind the prompt.</param>
/// <param name="Normalise">By what options of different length are made comparable; by nothing by default.</param>
/// <param name="Delimiter">What stands between prompt and option: nothing by default, as in a chat; <c>" "</c> for plain completions.</param>
/// <param name="BarePrompt">The prompt of <c>unconditional</c>, which tells nothing of the sample; <c>Answer:</c> by default.</param>
[Keyword("likelihood")]
public sealed record LikelihoodAnswer(
    ImmutableArray<string> Options,
    Normalisation Normalise = Normalisation.None,
    string Delimiter = "",
    string BarePrompt = "Answer:"
) : ILikelihoodFormat
{
    /// <summary>The options, as they stand in the targets and behind the prompt.</summary>
    public ImmutableArray<string> Options { get; } =
        Options.Length >= 2
        && Options.All(option => option.Length > 0)
        && Options.Distinct(StringComparer.Ordinal).Count() == Options.Length
            ? Options
            : throw new ArgumentException("found something other than two or more different options", nameof(Options));

    /// <inheritdoc/>
    public ImmutableArray<string> Labels => Options;

    /// <inheritdoc/>
    public LikelihoodQuestion Question =>
        new(Options, Delimiter, Normalise == Normalisation.Unconditional ? BarePrompt : null);

    /// <inheritdoc/>
    public bool NeedsWhole => Normalise != Normalisation.None;

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Find(text.Trim()) is { } option ? new Answer(option) : Answer.None("neither likelihoods nor an option");
    }

    /// <inheritdoc/>
    public string Canonical(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Find(target.Trim()) ?? target;
    }

    /// <inheritdoc/>
    public Answer Choose(ImmutableArray<ChoiceLikelihood> likelihoods)
    {
        var asked = likelihoods.Where(one => Options.Contains(one.Choice)).ToList();
        if (asked.Select(one => one.Choice).Distinct(StringComparer.Ordinal).Count() < Options.Length)
        {
            return Answer.None("an option without a likelihood");
        }

        var best = new List<ChoiceLikelihood>();
        double most = double.NegativeInfinity;
        foreach (var one in asked)
        {
            if (Score(one) is not { } score || double.IsNaN(score))
            {
                return Answer.None($"an option that cannot be normalised by {Word}");
            }

            if (score > most)
            {
                best.Clear();
                most = score;
            }

            if (score >= most)
            {
                best.Add(one);
            }
        }

        return best switch
        {
            [{ IsUpperBound: false } only] => new Answer(only.Choice),
            _ when best.Exists(one => one.IsUpperBound) => Answer.None(
                "the likeliest option is not among the alternatives told"
            ),
            _ => Answer.None("two options equally likely"),
        };
    }

    private string Word => Normalise.ToString().ToLowerInvariant();

    private double? Score(ChoiceLikelihood one) =>
        Normalise switch
        {
            Normalisation.None => one.LogLikelihood,
            Normalisation.Characters => one.LogLikelihood / one.Choice.EnumerateRunes().Count(),
            Normalisation.Bytes => one.LogLikelihood / Encoding.UTF8.GetByteCount(one.Choice),
            Normalisation.Tokens => one.Tokens is > 0 and { } tokens ? one.LogLikelihood / tokens : null,
            Normalisation.Unconditional => one.LogLikelihood - one.Unconditional,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private string? Find(string text) =>
        Options.FirstOrDefault(option => option == text)
        ?? Options.FirstOrDefault(option => string.Equals(option, text, StringComparison.OrdinalIgnoreCase));
}
