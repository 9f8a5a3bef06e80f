using EvalHarness.Comparisons;

namespace EvalHarness.Decisions;

/// <summary>A cascade that a run asked, on the map of its two models.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Threshold">The confidence from which on the first answer stood.</param>
/// <param name="StrongShare">The share of answers for which that sent it to the second model.</param>
/// <param name="Quality">The share of its own answers that are right; null where it gave none.</param>
/// <param name="Usd">The cost of one of its answers in US dollars; null when unknown.</param>
public sealed record LiveCascade(string Model, double Threshold, double StrongShare, double? Quality, double? Usd)
{
    internal static LiveCascade Of(AnsweringModel model, SharedAnswers shared)
    {
        double threshold = model.AcceptFrom!.Value;
        return new(
            model.Name,
            threshold,
            shared.Confidence.Count(sure => sure < threshold) / (double)shared.Count,
            model.Estimate?.Value,
            (double?)model.CostUsd
        );
    }
}
