using System.Collections.Immutable;
using static EvalHarness.Decisions.Inputs.ParameterUnit;

namespace EvalHarness.Decisions.Inputs;

/// <summary>The parameters of an option that is rented per GPU-hour, in the order in which they are drawn and told.</summary>
internal static class GpuParameters
{
    private static readonly ParameterDeclarations<OptionParameter> Declared = new();

    public static OptionParameter Price { get; } =
        Declared.Add(
            new("gpu.price", "gpu.price_per_gpu_hour", Money, "GPU hour of {0}", option => option.Gpu?.PricePerGpuHour)
            {
                Group = ParameterGroup.Costs,
                SharedName = "gpu_price",
            }
        );

    public static OptionParameter PerReplica { get; } =
        Declared.Add(
            new(
                "gpu.per_replica",
                "gpu.gpus_per_replica",
                Number,
                "GPUs in a replica of {0}",
                option => option.Gpu?.GpusPerReplica
            )
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter Rps { get; } =
        Declared.Add(
            new(
                "gpu.rps",
                "gpu.rps_per_replica",
                Number,
                "answers a second of a replica of {0}",
                option => option.Gpu?.RpsPerReplica
            )
            {
                Least = 1e-12,
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter Utilisation { get; } =
        Declared.Add(
            new(
                "gpu.utilisation",
                "gpu.target_utilisation",
                Share,
                "planned utilisation of {0}",
                option => option.Gpu?.TargetUtilisation
            )
            {
                Least = 1e-12,
                Most = 1,
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter Peak { get; } =
        Declared.Add(
            new("gpu.peak", "gpu.peak_factor", Number, "peak over mean load of {0}", option => option.Gpu?.PeakFactor)
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter MinReplicas { get; } =
        Declared.Add(
            new(
                "gpu.min_replicas",
                "gpu.min_replicas",
                Number,
                "fewest replicas of {0}",
                option => option.Gpu?.MinReplicas
            )
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter VolumeShare { get; } =
        Declared.Add(
            new("gpu.share", "gpu.share", Share, "answers of {0} on GPUs", option => option.Gpu?.Share)
            {
                Group = ParameterGroup.Costs,
            }
        );

    /// <summary>All of them. It stands last, for only what is declared above it is among them.</summary>
    public static ImmutableArray<OptionParameter> All { get; } = Declared.All;
}
