using EvalHarness.Core;
using EvalHarness.Scoring.Judges;

namespace Team.Evals;

/// <summary>A question that a team asks its judges: whether an answer is polite in some tone.</summary>
/// <param name="Tone">The tone, in words of the team's.</param>
[Keyword("politeness")]
public sealed record Politeness(string Tone = "formal") : IJudgeQuestion
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Scores { get; } =
        new Dictionary<string, double>
        {
            ["polite"] = 1,
            ["curt"] = 0.5,
            ["rude"] = 0,
        };

    /// <inheritdoc/>
    public string Guideline => $"Judge whether the answer is polite in a {Tone} tone.";

    /// <inheritdoc/>
    public string Form => "Write one line alone, in this form:\nTone: <polite, curt or rude>";

    /// <inheritdoc/>
    public JudgeVerdict? Read(string? text) =>
        text?.Trim() is { } line
        && line.StartsWith("Tone: ", StringComparison.Ordinal)
        && Scores.TryGetValue(line[6..], out double score)
            ? new JudgeVerdict(line[6..], score)
            : null;
}
