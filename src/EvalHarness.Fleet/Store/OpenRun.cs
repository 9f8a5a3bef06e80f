namespace EvalHarness.Fleet.Store;

/// <summary>A run that wants to be asked.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Models">Its models, as a document.</param>
/// <param name="Version">Build of the program that it was planned by.</param>
/// <param name="UsesCache">Whether answers of other runs are taken.</param>
internal sealed record OpenRun(int Id, string Name, string Models, string Version, bool UsesCache);
