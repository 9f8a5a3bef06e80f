using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Suites;

/// <summary>
/// Some samples are asked again exactly as before, past the cache, to see how far a model repeats itself: what differs then is its own
/// noise, which no comparison can be finer than.
/// </summary>
/// <param name="Samples">Samples of each task that are asked again, drawn by the suite's seed; all where a task has fewer. 40 by default.</param>
/// <param name="Times">How often each is asked in this run, the first time included; 2 by default. An answer from the cache is none of them.</param>
[Keyword("repeatability")]
public sealed record RepeatabilitySpec([Range(1, 1_000_000)] int Samples = 40, [Range(2, 100)] int Times = 2);
