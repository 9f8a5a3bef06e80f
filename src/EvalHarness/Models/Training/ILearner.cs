using System.Collections.Immutable;

namespace EvalHarness.Models.Training;

/// <summary>A provider that learns from labelled rows when it connects, and can learn from fewer of them.</summary>
/// <remarks>Its rows are held against the samples for leakage, and each of its sizes is a model on a learning curve.</remarks>
public interface ILearner : IModelProvider
{
    /// <summary>The rows that it learns from.</summary>
    TrainingRows Train { get; }

    /// <summary>Numbers of rows to learn from besides all of them, each a model of its own; null for none.</summary>
    ImmutableArray<int>? TrainSizes { get; }

    /// <summary>Number of rows that it learns from, drawn by chance; null takes all.</summary>
    int? Size { get; }

    /// <summary>The same provider, learning from so many rows and standing for no other sizes.</summary>
    /// <param name="size">Number of rows, 1 or more.</param>
    ILearner At(int size);
}
