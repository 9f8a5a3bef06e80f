using EvalHarness.Decisions.Distributions;

namespace EvalHarness.Decisions.Inputs;

/// <summary>Where the draws of one parameter come from.</summary>
/// <param name="Kind">What kind of parameter it is.</param>
/// <param name="Name">The parameter's name.</param>
/// <param name="Distribution">What is known about it.</param>
internal readonly record struct ParameterSource(ParameterKind Kind, string Name, Distribution Distribution);
