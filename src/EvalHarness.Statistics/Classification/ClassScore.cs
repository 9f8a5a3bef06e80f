using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Classification;

/// <summary>Precision, recall and F of one class or of an average over classes; 0/0 is 0, as scikit-learn's zero_division=0.</summary>
/// <param name="Precision">Share of what was predicted that is right, in [0, 1].</param>
/// <param name="Recall">Share of what was to be found that was found, in [0, 1].</param>
/// <param name="F">Weighted harmonic mean of the two, in [0, 1]. Source: van Rijsbergen, Information Retrieval, 1979, chapter 7.</param>
/// <param name="Support">Number of gold items.</param>
public readonly record struct ClassScore(double Precision, double Recall, double F, double Support)
{
    /// <summary>The scores of one class from its counts.</summary>
    /// <param name="hits">Items both gold and predicted.</param>
    /// <param name="predicted">Items predicted.</param>
    /// <param name="gold">Items in gold.</param>
    /// <param name="beta">Weight of recall against precision; 1 weighs them equally.</param>
    public static ClassScore Of(double hits, double predicted, double gold, double beta = 1)
    {
        Require.NotNegative(hits, nameof(hits));
        Require.NotNegative(predicted, nameof(predicted));
        Require.NotNegative(gold, nameof(gold));
        Require.NotNegative(beta, nameof(beta));
        double precision = predicted > 0 ? hits / predicted : 0;
        double recall = gold > 0 ? hits / gold : 0;
        double divisor = (beta * beta * precision) + recall;
        double f = divisor > 0 ? (1 + (beta * beta)) * precision * recall / divisor : 0;
        return new ClassScore(precision, recall, f, gold);
    }
}
