namespace EvalHarness.Statistics.Numerics;

/// <summary>How a quantile of a sample is read off: R. J. Hyndman, Y. Fan's numbers.</summary>
public enum QuantileType
{
    /// <summary>Linear between order statistics at 1 + (n-1)p: the default of R and NumPy, used for bootstrap intervals.</summary>
    Type7,

    /// <summary>Median-unbiased whatever the distribution, at (n+1/3)p + 1/3: the authors' own advice.</summary>
    Type8,

    /// <summary>Weibull's, at (n+1)p.</summary>
    Type6,

    /// <summary>The inverse of the empirical distribution: always one of the values.</summary>
    Type1,
}
