using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Inputs;

/// <summary>A kind of parameter that a decision has once.</summary>
/// <param name="Name">The name under which it is drawn.</param>
/// <param name="Key">The keys that lead to it from the decision.</param>
/// <param name="Unit">What its numbers count.</param>
/// <param name="Words">What it is, for readers.</param>
/// <param name="Stated">What a decision says of it; null where it says nothing, which is drawn as 0.</param>
internal sealed record DecisionParameter(
    string Name,
    string Key,
    ParameterUnit Unit,
    string Words,
    Func<DecisionSpec, Quantity?> Stated
) : ParameterKind(Name, Key, Unit, Words)
{
    /// <summary>Where its draws come from.</summary>
    public ParameterSource Source(DecisionSpec spec) => new(this, Name, (Stated(spec) ?? 0.0).Distribution);
}
