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
/// <param name="TopK">Most probable tokens that are drawn from, 1 or more; null leaves the backend's default.</param>
/// <param name="ReasoningEffort">How much a reasoning model is to think before it answers, in the backend's own word, for example <c>low</c>; null leaves its default.</param>
[Keyword("generation")]
public sealed record Generation(
    [Range(0, double.PositiveInfinity)] double? Temperature = null,
    [Range(1, int.MaxValue)] int? MaxTokens = null,
    [Range(0.0, 1.0, MinimumIsExclusive = true)] double? TopP = null,
    long? Seed = null,
    ImmutableArray<string>? Stop = null,
    [Range(0, 20)] int? Logprobs = null,
    JsonElement? ResponseFormat = null,
    IReadOnlyDictionary<string, JsonElement>? Extra = null,
    [Range(1, int.MaxValue)] int? TopK = null,
    string? ReasoningEffort = null
)
{
    /// <summary>The settings that are given, in the order of their names.</summary>
    public IEnumerable<GenerationSetting> Given() => Enum.GetValues<GenerationSetting>().Where(Gives);

    /// <summary>The same without some settings.</summary>
    /// <param name="settings">Those to leave out.</param>
    public Generation Without(params ImmutableArray<GenerationSetting> settings)
    {
        var left = this;
        foreach (var setting in settings)
        {
            left = setting switch
            {
                GenerationSetting.Temperature => left with { Temperature = null },
                GenerationSetting.MaxTokens => left with { MaxTokens = null },
                GenerationSetting.TopP => left with { TopP = null },
                GenerationSetting.TopK => left with { TopK = null },
                GenerationSetting.Seed => left with { Seed = null },
                GenerationSetting.Stop => left with { Stop = null },
                GenerationSetting.Logprobs => left with { Logprobs = null },
                GenerationSetting.ResponseFormat => left with { ResponseFormat = null },
                GenerationSetting.ReasoningEffort => left with { ReasoningEffort = null },
                GenerationSetting.Extra => left with { Extra = null },
                _ => throw new ArgumentOutOfRangeException(nameof(settings), setting, "a key of the generation"),
            };
        }

        return left;
    }

    private bool Gives(GenerationSetting setting) =>
        setting switch
        {
            GenerationSetting.Temperature => Temperature is not null,
            GenerationSetting.MaxTokens => MaxTokens is not null,
            GenerationSetting.TopP => TopP is not null,
            GenerationSetting.TopK => TopK is not null,
            GenerationSetting.Seed => Seed is not null,
            GenerationSetting.Stop => Stop is { IsDefaultOrEmpty: false },
            GenerationSetting.Logprobs => Logprobs is not null,
            GenerationSetting.ResponseFormat => ResponseFormat is not null,
            GenerationSetting.ReasoningEffort => ReasoningEffort is not null,
            GenerationSetting.Extra => Extra is { Count: > 0 },
            _ => false,
        };
}
