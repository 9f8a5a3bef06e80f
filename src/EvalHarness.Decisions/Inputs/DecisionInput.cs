using System.Collections.Immutable;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Inputs;

/// <summary>One input of a decision as a reader checks it: what is assumed, and who says so.</summary>
/// <param name="Name">The name under which it is drawn, such as <c>volume.v0</c>.</param>
/// <param name="Mean">Its mean over the draws.</param>
/// <param name="P10">The value below which one draw in ten lies.</param>
/// <param name="P90">The value below which nine draws in ten lie.</param>
/// <param name="Evidence">How it came to be known.</param>
/// <param name="Source">The document, run or person; empty when not said.</param>
/// <param name="Owner">Who answers for it; empty when not said.</param>
/// <param name="Date">The day to which it refers; null when not said.</param>
/// <param name="Basis">Why it is what it is; empty when not said.</param>
/// <param name="RawMean">Its mean before it was shrunk for being one of many; null where it was not.</param>
public sealed record DecisionInput(
    string Name,
    double Mean,
    double P10,
    double P90,
    Provenance Evidence,
    string Source,
    string Owner,
    DateOnly? Date,
    string Basis,
    double? RawMean = null
)
{
    /// <summary>The inputs that say something: uncertain ones, and fixed ones that are not zero or bear a source.</summary>
    internal static ImmutableArray<DecisionInput> Of(DecisionSpec spec, ParameterDraws draws)
    {
        var origins = ParameterCatalog.Origins(spec);
        return
        [
            .. draws
                .All.Select(parameter =>
                    Of(parameter, origins.GetValueOrDefault(parameter.Name)) with
                    {
                        RawMean = Raw(parameter, draws.Shrinkage),
                    }
                )
                .Where(input => input.Mean != 0 || input.P10 != input.P90 || input.Source.Length > 0),
        ];
    }

    private static double? Raw(Parameter parameter, ImmutableArray<Shrinkage> shrinkage) =>
        shrinkage.FirstOrDefault(one =>
            parameter.Name == OptionParameters.Uplift.Of(one.Option)
            || parameter.Name == OptionParameters.Quality.Of(one.Option)
        )
            is { } by
            ? parameter.Mean - by.Shift
            : null;

    private static DecisionInput Of(Parameter parameter, ParameterOrigin? origin)
    {
        double[] values = parameter.Values.ToArray();
        RadixSort.Sort(values);
        double At(double p) => values.Length == 0 ? parameter.Constant : Quantiles.OfSorted(values, p);
        return new(
            parameter.Name,
            parameter.Mean,
            At(0.1),
            At(0.9),
            origin?.Evidence ?? Provenance.Assumed,
            origin?.Source ?? "",
            origin?.Owner ?? "",
            origin?.Date,
            origin?.Basis ?? ""
        );
    }
}
