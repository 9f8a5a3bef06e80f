using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>A provider as a model of a suite.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Lines">Its keys but the generation, a line each.</param>
/// <param name="Generation">How it generates; null where that is not known.</param>
internal sealed record PromptfooModel(string Name, ImmutableArray<string> Lines, JsonObject? Generation);
