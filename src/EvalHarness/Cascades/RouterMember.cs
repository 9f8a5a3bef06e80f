namespace EvalHarness.Cascades;

/// <summary>A model between which and others a router chooses.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Alone">How good it is alone on the answers that all gave, and what it costs.</param>
/// <param name="AskedShare">The share of answers for which the cross-fitted router asks it.</param>
/// <param name="Unpriced">Its answers whose own cost is unknown and which count as its mean.</param>
public sealed record RouterMember(string Model, AnsweredShare Alone, double AskedShare, int Unpriced);
