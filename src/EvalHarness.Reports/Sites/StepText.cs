using EvalHarness.Comparisons.Histories;

namespace EvalHarness.Reports.Sites;

/// <summary>What moved a model from one run to another, in words.</summary>
public static class StepText
{
    /// <summary>What differs, in a few words.</summary>
    /// <param name="step">The step.</param>
    public static string Causes(ModelStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return SiteWords.Causes(step);
    }
}
