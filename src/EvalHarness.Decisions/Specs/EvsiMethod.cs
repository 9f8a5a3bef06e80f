namespace EvalHarness.Decisions.Specs;

/// <summary>How the value of a study is computed.</summary>
public enum EvsiMethod
{
    /// <summary>A regression on one simulated result per draw.</summary>
    Regression,

    /// <summary>One fit for all sizes, rescaled: faster, within a few per cent.</summary>
    Gaussian,
}
