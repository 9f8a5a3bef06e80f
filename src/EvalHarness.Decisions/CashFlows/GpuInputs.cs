using System.Runtime.Intrinsics;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>The parameters of what one option rents per GPU-hour.</summary>
/// <param name="option">The option, which has GPUs.</param>
/// <param name="draws">The decision's parameters.</param>
internal sealed class GpuInputs(OptionSpec option, ParameterDraws draws)
{
    private readonly Parameter price = draws[GpuParameters.Price, option.Id];
    private readonly Parameter perReplica = draws[GpuParameters.PerReplica, option.Id];
    private readonly Parameter rps = draws[GpuParameters.Rps, option.Id];
    private readonly Parameter utilisation = draws[GpuParameters.Utilisation, option.Id];
    private readonly Parameter peak = draws[GpuParameters.Peak, option.Id];
    private readonly Parameter minReplicas = draws[GpuParameters.MinReplicas, option.Id];
    private readonly Parameter share = draws[GpuParameters.VolumeShare, option.Id];

    /// <summary>Today's price of one replica for a month.</summary>
    public Vector256<double> PricePerMonth(int draw) =>
        perReplica.From(draw) * price.From(draw) * GpuSpec.HoursPerMonth;

    /// <summary>The part of a replica that one answer a month takes, peaks and planned utilisation taken into account.</summary>
    public Vector256<double> ReplicasPerAnswer(int draw) =>
        share.From(draw) * peak.From(draw) / GpuSpec.SecondsPerMonth / (rps.From(draw) * utilisation.From(draw));

    /// <summary>Replicas that run however small the volume.</summary>
    public Vector256<double> MinReplicas(int draw) => minReplicas.From(draw);
}
