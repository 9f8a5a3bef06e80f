using EvalHarness.Decisions.Distributions;

namespace EvalHarness.Decisions.Inputs;

/// <summary>Where the draws of one parameter come from.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Distribution">What is known about it.</param>
internal readonly record struct ParameterSource(string Name, Distribution Distribution);
