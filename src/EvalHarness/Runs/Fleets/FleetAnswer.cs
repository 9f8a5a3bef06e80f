using EvalHarness.Core;
using EvalHarness.Models;

namespace EvalHarness.Runs.Fleets;

/// <summary>What became of a request in a fleet.</summary>
/// <param name="Response">The response; null where the request was not asked.</param>
/// <param name="Reach">What its failure is about; null where it did not fail.</param>
/// <param name="Refused">Why the fleet asks the model no more; null where it does.</param>
internal sealed record FleetAnswer(Response? Response, FailureReach? Reach = null, string? Refused = null);
