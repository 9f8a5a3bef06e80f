namespace EvalHarness.Statistics.Tests;

/// <summary>What Wilcoxon's signed rank test says.</summary>
public sealed record WilcoxonResult
{
    /// <summary>Number of differences that are not 0.</summary>
    public required int NonZero { get; init; }

    /// <summary>Number of differences that are 0.</summary>
    public required int Zero { get; init; }

    /// <summary>Sum of the ranks of positive differences, zeros dropped before ranking.</summary>
    public double WPlus { get; init; }

    /// <summary>Sum of the ranks of negative differences, zeros dropped before ranking.</summary>
    public double WMinus { get; init; }

    /// <summary>Sum of the ranks of positive differences, zeros ranked first and dropped afterwards (Pratt).</summary>
    public double WPlusPratt { get; init; }

    /// <summary>Sum of the ranks of negative differences, zeros ranked first and dropped afterwards (Pratt).</summary>
    public double WMinusPratt { get; init; }

    /// <summary>Exact two-sided p given the mid-ranks; null above <see cref="WilcoxonSignedRank.ExactLimit"/> differences.</summary>
    public double? PExact { get; init; }

    /// <summary>Exact one-sided p of positive differences being larger; null as above.</summary>
    public double? PExactGreater { get; init; }

    /// <summary>Exact one-sided p of negative differences being larger; null as above.</summary>
    public double? PExactLess { get; init; }

    /// <summary>Normal approximation, zeros dropped before ranking; null without any difference.</summary>
    public RankApproximation? Approximation { get; init; }

    /// <summary>Normal approximation by Pratt's treatment of zeros; null without any difference.</summary>
    public RankApproximation? Pratt { get; init; }

    /// <summary>Median of the Walsh averages of the differences that are not 0; null without any.</summary>
    public double? HodgesLehmann { get; init; }

    /// <summary>(W+ - W-)/(W+ + W-); null without any difference.</summary>
    public double? RankBiserial { get; init; }
}
