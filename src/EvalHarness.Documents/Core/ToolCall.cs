namespace EvalHarness.Core;

/// <summary>A call of a tool that a model answered with.</summary>
/// <param name="Name">Name of the tool.</param>
/// <param name="Arguments">Its arguments as the model wrote them, usually a JSON object.</param>
public sealed record ToolCall(string Name, string Arguments);
