namespace EvalHarness.Decisions.Inputs;

/// <summary>An assumption after its change.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Before">Its mean before; null where it is not drawn.</param>
/// <param name="After">Its mean after.</param>
public sealed record AppliedWhatIf(string Parameter, double? Before, double After);
