using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace EvalHarness.Core;

/// <summary>How a model is asked to generate.</summary>
/// <param name="Temperature">Randomness, 0 or more; null leaves the backend's default.</param>
/// <param name="MaxTokens">Most tokens to generate; null leaves the backend's default.</param>
/// <param name="TopP">Nucleus share in (0, 1]; null leaves the backend's default.</param>
/// <param name="Seed">Sampling seed sent to the backend; null sends none.</param>
/// <param name="Stop">Strings that end the answer; empty by default.</param>
/// <param name="Logprobs">Alternatives to record for each token (0 to 20); null asks for none.</param>
/// <param name="ResponseFormat"><c>text</c>, <c>json_object</c> or a JSON Schema; null sends none.</param>
/// <param name="Extra">Further fields for the body of the request, as they are.</param>
[Keyword("generation")]
public sealed record Generation(
    [Range(0, double.PositiveInfinity)] double? Temperature = null,
    [Range(1, int.MaxValue)] int? MaxTokens = null,
    [Range(0.0, 1.0, MinimumIsExclusive = true)] double? TopP = null,
    long? Seed = null,
    ImmutableArray<string>? Stop = null,
    [Range(0, 20)] int? Logprobs = null,
    JsonElement? ResponseFormat = null,
    IReadOnlyDictionary<string, JsonElement>? Extra = null
);
