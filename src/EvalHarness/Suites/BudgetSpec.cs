using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Suites;

/// <summary>What a run may cost at most; it stops before it costs more.</summary>
/// <param name="Usd">Money in US dollars; no bound by default.</param>
/// <param name="Requests">Requests sent to models that cost; no bound by default.</param>
[Keyword("budget")]
public sealed record BudgetSpec(
    [Range(0, double.PositiveInfinity)] decimal? Usd = null,
    [Range(0, long.MaxValue)] long? Requests = null
);
