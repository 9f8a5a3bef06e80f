using System.Collections.Immutable;

namespace EvalHarness.Decisions.Specs;

/// <summary>What a study does: which quantity it looks at, and how well.</summary>
public abstract record StudyDesign
{
    /// <summary>The numbers of samples to consider; empty where it has no size.</summary>
    internal virtual ImmutableArray<double> Sizes => [];

    /// <summary>The options whose quality it looks at.</summary>
    internal virtual IEnumerable<string> Options => [];

    /// <summary>The standard deviation of its result around the truth, with so many samples.</summary>
    internal abstract double NoiseSd(double n);

    /// <summary>Why it cannot be carried out, in words; empty where it can.</summary>
    internal abstract IEnumerable<string> Problems();

    private protected static IEnumerable<string> Samples(ImmutableArray<double> n, double variance, double residual)
    {
        if (n.Any(one => !(one >= 1)))
        {
            yield return "n must name numbers of samples, each at least 1";
        }

        if (!(variance >= 0) || !(residual >= 0))
        {
            yield return "variances and standard deviations must be at least 0";
        }
    }

    private protected static IEnumerable<string> Noise(double sd) =>
        sd >= 0 ? [] : [FormattableString.Invariant($"sd must be at least 0, was {sd}")];

    private protected static double SamplingSd(double variance, double n, double residual) =>
        Math.Sqrt((variance / n) + (residual * residual));
}
