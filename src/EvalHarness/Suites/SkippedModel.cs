using EvalHarness.Core;

namespace EvalHarness.Suites;

/// <summary>A model that its <c>when:</c> leaves out of this run.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Reason">Why, for people: <c>OPENAI_API_KEY is not set</c>.</param>
/// <param name="At">Where the condition stands.</param>
public sealed record SkippedModel(string Name, string Reason, Location At);
