namespace EvalHarness.Logs;

/// <summary>An assembly of a team's own, as a run knew it.</summary>
/// <param name="File">Path of the assembly, relative to the run folder where it can be.</param>
/// <param name="Name">Its simple name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Module">Id of this very build.</param>
public sealed record ExtensionHeader(string File, string Name, string Version, Guid Module);
