using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EvalHarness.Decisions.Inputs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>What moves with the months alone: discount, volume and prices, by repeated multiplication.</summary>
internal struct MonthClock
{
    private readonly Vector256<double> discountStep;
    private readonly Vector256<double> volumeStep;
    private readonly Vector256<double> apiStep;
    private readonly Vector256<double> gpuStep;

    public MonthClock(MonthSteps steps, Parameter volume, int draw)
    {
        discountStep = steps.Discount.From(draw);
        Discount = steps.HalfMonth.From(draw);
        volumeStep = steps.Volume.From(draw);
        Volume = volume.From(draw);
        apiStep = steps.ApiPrice.From(draw);
        ApiFactor = Vector256<double>.One;
        gpuStep = steps.GpuPrice.From(draw);
        GpuFactor = Vector256<double>.One;
    }

    public Vector256<double> Discount { get; private set; }

    public Vector256<double> Volume { get; private set; }

    public Vector256<double> ApiFactor { get; private set; }

    public Vector256<double> GpuFactor { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance()
    {
        Discount *= discountStep;
        Volume *= volumeStep;
        ApiFactor *= apiStep;
        GpuFactor *= gpuStep;
    }
}
