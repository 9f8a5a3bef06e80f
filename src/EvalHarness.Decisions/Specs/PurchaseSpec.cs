using System.ComponentModel.DataAnnotations;

namespace EvalHarness.Decisions.Specs;

/// <summary>What it would take to own an option's GPUs instead of renting them; asked about, never booked.</summary>
/// <param name="Capex">The purchase price of one GPU with its share of the machine.</param>
/// <param name="OpexPerHour">Power, space and care of one GPU per hour of ownership, used or not.</param>
/// <param name="Months">The months of use; 36 by default.</param>
/// <param name="ResidualShare">The share of the price that is got back at the end; 0 by default.</param>
public sealed record PurchaseSpec(
    [Range(0, double.PositiveInfinity)] double Capex,
    [Range(0, double.PositiveInfinity)] double OpexPerHour,
    [Range(1, 600)] int Months = 36,
    [Range(0.0, 1.0)] double ResidualShare = 0
);
