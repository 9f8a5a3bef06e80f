using EvalHarness.Comparisons.Joins;
using EvalHarness.Core;

namespace EvalHarness.Cascades;

/// <summary>A cascade or router that a run asked, on the map of its two models.</summary>
/// <param name="Model">Its name in the suite.</param>
/// <param name="Threshold">The confidence from which on the first answer stood; null of a router, which needs none.</param>
/// <param name="StrongShare">The share of answers for which that sent it to the second model.</param>
/// <param name="Quality">The share of its own answers that are right; null where it gave none.</param>
/// <param name="Usd">The cost of one of its answers in US dollars; null when unknown.</param>
public sealed record LiveCascade(string Model, double? Threshold, double StrongShare, double? Quality, double? Usd)
{
    internal static LiveCascade Of(AnsweringModel model, CascadePair pair, SharedAnswers shared) =>
        new(
            model.Name,
            model.AcceptFrom,
            (
                model.Routes is { } routes
                    ? shared.Slices.Count(slice => ModelOf(routes, slice) == pair.Then.Name)
                    : shared.Confidence.Count(sure => sure < model.AcceptFrom)
            ) / (double)shared.Count,
            model.Estimate?.Value,
            (double?)model.CostUsd
        );

    private static string ModelOf(SliceRoutes routes, string? slice) =>
        slice is null ? routes.Otherwise : routes.To.GetValueOrDefault(slice, routes.Otherwise);
}
