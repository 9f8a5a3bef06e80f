using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Suites;

/// <summary>How hard a model may be driven, and how long an answer may take.</summary>
/// <param name="RequestsPerMinute">Most requests begun in a minute; no bound by default.</param>
/// <param name="TokensPerMinute">Most tokens asked for in a minute, prompt and answer; no bound by default.</param>
/// <param name="InFlight">Most requests at a time; 8 by default.</param>
/// <param name="Timeout">Longest time of one attempt; 2 minutes by default.</param>
/// <param name="Deadline">Longest time of one request, all attempts and waits included; 10 minutes by default.</param>
/// <param name="Retries">Most repeats of a request that failed for a passing reason; 5 by default.</param>
[Keyword("limits")]
public sealed record Limits(
    [Range(1, int.MaxValue)] int? RequestsPerMinute = null,
    [Range(1, long.MaxValue)] long? TokensPerMinute = null,
    [Range(1, 4096)] int InFlight = 8,
    TimeSpan? Timeout = null,
    TimeSpan? Deadline = null,
    [Range(0, 100)] int Retries = 5
)
{
    /// <summary>Longest time of one attempt.</summary>
    public TimeSpan AttemptTimeout => Timeout ?? TimeSpan.FromMinutes(2);

    /// <summary>Longest time of one request, all attempts and waits included.</summary>
    public TimeSpan RequestDeadline => Deadline ?? TimeSpan.FromMinutes(10);
}
