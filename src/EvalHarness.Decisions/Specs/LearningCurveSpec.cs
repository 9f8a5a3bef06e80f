using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>Test results at several training sizes: the key <c>learning_curve</c> of a quality.</summary>
/// <param name="Sizes">The training sizes, at least two, growing.</param>
/// <param name="Correct">Right answers at each size.</param>
/// <param name="Total">Answers at each size.</param>
/// <param name="At">The training size for which quality is wanted.</param>
[Keyword("curve")]
public sealed record LearningCurveSpec(
    [Range(0, double.MaxValue, MinimumIsExclusive = true)] ImmutableArray<double> Sizes,
    [Range(0, double.MaxValue)] ImmutableArray<double> Correct,
    [Range(0, double.MaxValue, MinimumIsExclusive = true)] ImmutableArray<double> Total,
    [Range(0, double.MaxValue, MinimumIsExclusive = true)] double At
);
