namespace EvalHarness.Core;

/// <summary>How a router by slice chooses.</summary>
/// <param name="Slice">The field of a sample that decides.</param>
/// <param name="To">The model for each of its values.</param>
/// <param name="Otherwise">The model for all other values, and for samples without one.</param>
public sealed record SliceRoutes(string Slice, IReadOnlyDictionary<string, string> To, string Otherwise);
