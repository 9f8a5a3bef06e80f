using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Findings;

/// <summary>How much of what was asked did not come back, in words that gates, tests and notes share.</summary>
public static class CompletenessText
{
    /// <summary>How many are missing, for example <c>3 of 200 requests to gpt-4o failed or were not run</c>.</summary>
    /// <param name="model">The model asked.</param>
    /// <param name="completeness">What came back of it.</param>
    public static string Counted(string model, Completeness completeness)
    {
        ArgumentNullException.ThrowIfNull(completeness);
        return FormattableString.Invariant(
            $"{completeness.Missing} of {completeness.Asked} requests to {model} failed or were not run"
        );
    }
}
