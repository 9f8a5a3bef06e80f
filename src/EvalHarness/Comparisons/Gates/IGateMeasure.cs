using System.Collections.Immutable;
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

    /// <summary>What is known of the difference of a model to the mean of several others, sample by sample.</summary>
    GateEvidence DifferenceToMean(int model, ImmutableArray<int> against) =>
        NoEvidence.Error(new GateReason.NoMeanOfRuns());

    /// <summary>The mean of several models' numbers, sample by sample, of those that are there.</summary>
    double[] MeanMarks(ImmutableArray<int> models)
    {
        double[][] all = [.. models.Select(Marks)];
        return
        [
            .. Enumerable
                .Range(0, Samples.Count)
                .Select(sample => all.Select(marks => marks[sample]).Where(mark => !double.IsNaN(mark)))
                .Select(known => known.DefaultIfEmpty(double.NaN).Average()),
        ];
    }

    /// <summary>One number a sample, in the order of <see cref="Samples"/>, NaN where there is none.</summary>
    double[] Marks(int model);

    IReadOnlyList<Sample> Samples { get; }
}
