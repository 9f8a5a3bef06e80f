using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>A rare and costly event.</summary>
/// <param name="AnnualProbability">The expected number of events a year.</param>
/// <param name="Loss">The cost of one event.</param>
[Keyword("incident")]
public sealed record IncidentSpec(
    [Range(0, double.MaxValue)] Quantity AnnualProbability,
    [Range(0, double.MaxValue)] Quantity Loss
);
