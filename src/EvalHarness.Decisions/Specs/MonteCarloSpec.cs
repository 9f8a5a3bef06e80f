using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>How many draws are made, and from which seed.</summary>
/// <param name="Draws">The number of draws; 20,000 by default.</param>
/// <param name="Seed">The seed; the same seed gives the same bits with any number of threads.</param>
[Keyword("monte_carlo")]
public sealed record MonteCarloSpec([Range(1, 5_000_000)] int Draws = 20_000, long Seed = 20_230_330);
