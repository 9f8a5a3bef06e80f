namespace EvalHarness.Decisions.Inputs;

/// <summary>An assumption after its change.</summary>
/// <param name="Parameter">The name under which it is drawn; <c>horizon_months</c> is none of them.</param>
/// <param name="Before">Its mean before; null where it is not drawn.</param>
/// <param name="After">Its mean over the draws after the change.</param>
public sealed record AppliedWhatIf(string Parameter, double? Before, double After);
