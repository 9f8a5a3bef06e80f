using EvalHarness.Core;

namespace EvalHarness.Runs.Fleets;

/// <summary>A request as it is handed to a fleet.</summary>
/// <param name="Key">What tells it from the others of its run.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Prompt">What is sent.</param>
/// <param name="Line">All else that decides its answer, as JSON.</param>
/// <param name="IsAgain">Whether a failure that the store has of it is no answer: it is asked again.</param>
internal sealed record FleetQuestion(UInt128 Key, string Model, Prompt Prompt, string Line, bool IsAgain);
