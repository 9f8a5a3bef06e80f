using System.Collections.Immutable;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Statistics.Tests;

/// <summary>Which of several models may be the best, with an interval for each model's distance from the best of the others.</summary>
/// <param name="Means">The mean of each model, higher being better.</param>
/// <param name="N">Number of values behind each mean.</param>
/// <param name="Variance">Variance of one value; 0 where it is rounding noise.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the variance; null where it is known.</param>
/// <param name="Level">Confidence level of all intervals together.</param>
/// <param name="Critical">How many standard errors of a difference a model may trail and still be the best; null where values do not vary.</param>
/// <param name="Margin">The same in units of the values.</param>
/// <param name="DifferenceToBestOther">Each model's mean less the largest mean of the others.</param>
/// <param name="Intervals">An interval for each such difference, which holds 0 or ends there; empty where values do not vary.</param>
/// <param name="PossibleBest">The models that may be the best, by index.</param>
/// <param name="Best">The only one of them; null where there are several or none.</param>
public sealed record BestModelResult(
    ImmutableArray<double> Means,
    int N,
    double Variance,
    double? DegreesOfFreedom,
    double Level,
    double? Critical,
    double? Margin,
    ImmutableArray<double> DifferenceToBestOther,
    ImmutableArray<Interval> Intervals,
    ImmutableArray<int> PossibleBest,
    int? Best
);
