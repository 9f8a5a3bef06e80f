using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Inputs;

/// <summary>Who says so: the origin of one input of a decision.</summary>
/// <param name="Evidence">How it came to be known.</param>
/// <param name="Source">The document, run or person; null when not said.</param>
/// <param name="Owner">Who answers for it; null when not said.</param>
/// <param name="Date">The day to which it refers; null when not said.</param>
/// <param name="Basis">Why it is what it is; null when not said.</param>
internal sealed record ParameterOrigin(
    Provenance Evidence,
    string? Source,
    string? Owner,
    DateOnly? Date,
    string? Basis
)
{
    /// <summary>The origin of a quantity; null of none.</summary>
    public static ParameterOrigin? Of(Quantity? quantity) =>
        quantity is null
            ? null
            : new(quantity.Evidence, quantity.Source, quantity.Owner, quantity.Date, quantity.Basis);

    /// <summary>The origin of a quality; null of none.</summary>
    public static ParameterOrigin? Of(QualitySpec? quality) =>
        quality is null ? null : new(quality.Evidence, quality.Source, quality.Owner, quality.Date, quality.Basis);
}
