using System.Collections.Immutable;

namespace EvalHarness.Cascades;

/// <summary>A slice and the model of several that a router asks for it.</summary>
/// <param name="Value">Value of the field that decides.</param>
/// <param name="Answers">Answers that have it.</param>
/// <param name="Members">How good each model is there and what it costs, in the order of the models.</param>
/// <param name="Asks">The model that is asked.</param>
public sealed record RouterSlice(string Value, int Answers, ImmutableArray<AnsweredShare> Members, string Asks);
