using System.ComponentModel.DataAnnotations;

namespace EvalHarness.Core;

/// <summary>A model's place on a learning curve.</summary>
/// <param name="Of">Name of the curve: models of one recipe, trained on ever more rows.</param>
/// <param name="Size">Training rows.</param>
[Keyword("learning_curve")]
public sealed record CurvePoint(string Of, [Range(1, 1_000_000_000)] int Size);
