using System.Text.Json.Nodes;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>A sample: one test with one value of each variable.</summary>
/// <param name="Number">Its number among all tests, from 1, those that were refused included.</param>
/// <param name="Test">The test.</param>
/// <param name="Values">Its variables.</param>
/// <param name="Checks">Its checks.</param>
internal sealed record PromptfooRow(
    int Number,
    PromptfooTest Test,
    IReadOnlyDictionary<string, JsonNode?> Values,
    JsonNode Checks
)
{
    /// <summary>What stands before the prompt; empty for nothing.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What stands behind the prompt; empty for nothing.</summary>
    public string Suffix { get; init; } = "";
}
