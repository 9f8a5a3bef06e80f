using EvalHarness.Core;

namespace EvalHarness.Comparisons.Gates;

/// <summary>What a gate measures, over the samples that it is about.</summary>
internal interface IGateMeasure
{
    bool HigherIsBetter { get; }

    GateUnit Unit { get; }

    /// <summary>What is known of a model's value.</summary>
    GateEvidence Of(int model);

    /// <summary>What is known of the difference of two models on the samples that they share.</summary>
    GateEvidence Difference(int model, int against);

    /// <summary>One number a sample, in the order of <see cref="Samples"/>, NaN where there is none.</summary>
    double[] Marks(int model);

    IReadOnlyList<Sample> Samples { get; }
}
