using EvalHarness.Core;

namespace EvalHarness.Scoring.Judges;

/// <summary>Whether all that an answer claims is supported by a field of the sample.</summary>
/// <param name="Field">Name of the field with the evidence, such as the passage that the models were shown.</param>
[Keyword("faithful")]
public sealed record Faithful(string Field) : IJudgeQuestion
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Scores { get; } =
        new Dictionary<string, double> { ["supported"] = 1, ["unsupported"] = 0 };

    /// <inheritdoc/>
    public string Guideline =>
        "Judge whether everything that the answer claims is supported by the evidence: \"supported\" where each claim follows from "
        + "it; \"unsupported\" where at least one does not, however plausible it is. What is true but not in the evidence is unsupported.";

    /// <inheritdoc/>
    public string? Evidence => Field;
}
