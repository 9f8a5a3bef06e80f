using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EvalHarness.Core;

/// <summary>What a gate measures against: a model, the committed baseline, a number, or the last runs of the suite.</summary>
/// <param name="Value">Model, <c>baseline</c> or number.</param>
/// <param name="Last">
/// That many of the latest finished runs of the suite before this one: the mean of their scores, sample by sample, so that its error counts
/// too. Runs of other data, prompts, metrics or answer formats are passed over.
/// </param>
[Keyword("gate_reference")]
[JsonConverter(typeof(GateReferenceConverter))]
public sealed record GateReference([AllowNumber] string? Value = null, [Range(1, 50)] int? Last = null)
{
    /// <summary>A model, <c>baseline</c> or a number.</summary>
    /// <param name="value">Its name; null for nothing.</param>
    public static implicit operator GateReference?(string? value) => FromString(value);

    /// <summary>A model, <c>baseline</c> or a number.</summary>
    /// <param name="value">Its name; null for nothing.</param>
    public static GateReference? FromString(string? value) => value is null ? null : new GateReference(value);
}
