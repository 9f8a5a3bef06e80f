using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Models.Wire;

/// <summary>The settings of a generation by the names that a suite gives them, as JSON.</summary>
internal static class GenerationValues
{
    /// <summary>The settings that are given.</summary>
    /// <param name="generation">The settings.</param>
    public static IEnumerable<(string Name, JsonElement Value)> Of(Generation generation) =>
        generation.Given().Select(setting => (Yaml.Scalars.EnumWord(setting), Value(generation, setting)));

    private static JsonElement Value(Generation generation, GenerationSetting setting) =>
        setting switch
        {
            GenerationSetting.Temperature => Element(generation.Temperature),
            GenerationSetting.MaxTokens => Element(generation.MaxTokens),
            GenerationSetting.TopP => Element(generation.TopP),
            GenerationSetting.TopK => Element(generation.TopK),
            GenerationSetting.Seed => Element(generation.Seed),
            GenerationSetting.Stop => Element(generation.Stop),
            GenerationSetting.Logprobs => Element(generation.Logprobs),
            GenerationSetting.ResponseFormat => generation.ResponseFormat!.Value,
            GenerationSetting.ReasoningEffort => Element(generation.ReasoningEffort),
            GenerationSetting.Extra => Element(generation.Extra),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value);
}
