using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Suites;

/// <summary>How hard a server may be driven by all of its models together.</summary>
/// <param name="RequestsPerMinute">Most requests begun in a minute; no bound by default.</param>
/// <param name="TokensPerMinute">Most tokens asked for in a minute, prompt and answer; no bound by default.</param>
/// <param name="InFlight">Most requests at a time; by default the highest <c>in_flight</c> of its models.</param>
[Keyword("endpoint")]
public sealed record EndpointLimits(
    [Range(1, int.MaxValue)] int? RequestsPerMinute = null,
    [Range(1, long.MaxValue)] long? TokensPerMinute = null,
    [Range(1, 4096)] int? InFlight = null
);
