using System.Collections.Immutable;
using static EvalHarness.Decisions.Inputs.ParameterUnit;

namespace EvalHarness.Decisions.Inputs;

/// <summary>The parameters of an option that is not always available, in the order in which they are drawn and told.</summary>
internal static class AvailabilityParameters
{
    private static readonly ParameterDeclarations<OptionParameter> Declared = new();

    public static OptionParameter Share { get; } =
        Declared.Add(
            new(
                "availability",
                "availability.share",
                ParameterUnit.Share,
                "share of time in which {0} answers",
                option => option.Availability?.Share
            )
            {
                Most = 1,
                Group = ParameterGroup.Delivery,
                ShortName = "availability",
            }
        );

    public static OptionParameter CostPerHour { get; } =
        Declared.Add(
            new(
                "outage.per_hour",
                "availability.cost_per_hour",
                Money,
                "loss by an hour without {0}",
                option => option.Availability?.CostPerHour
            )
            {
                Group = ParameterGroup.Costs,
            }
        );

    public static OptionParameter CostPerFailed { get; } =
        Declared.Add(
            new(
                "outage.per_failed",
                "availability.cost_per_failed",
                Money,
                "loss by an answer that {0} does not give",
                option => option.Availability?.CostPerFailed
            )
            {
                Group = ParameterGroup.Costs,
            }
        );

    /// <summary>All of them. It stands last, for only what is declared above it is among them.</summary>
    public static ImmutableArray<OptionParameter> All { get; } = Declared.All;
}
