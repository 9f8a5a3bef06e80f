using System.Collections.Immutable;

namespace EvalHarness.Decisions;

/// <summary>Test results at several training sizes.</summary>
/// <param name="Sizes">The training sizes, at least two, growing.</param>
/// <param name="Correct">Right answers at each size.</param>
/// <param name="Total">Answers at each size.</param>
/// <param name="At">The training size for which quality is wanted.</param>
public sealed record LearningCurveSpec(
    ImmutableArray<double> Sizes,
    ImmutableArray<double> Correct,
    ImmutableArray<double> Total,
    double At
);
