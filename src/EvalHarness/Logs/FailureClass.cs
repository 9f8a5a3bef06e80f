namespace EvalHarness.Logs;

/// <summary>What failures are counted by.</summary>
/// <param name="Kind">The class: <c>http</c>, <c>timeout</c>, <c>connection</c>, <c>body</c>, <c>budget</c>, <c>backend</c>, <c>batch</c>.</param>
/// <param name="Status">HTTP status; null when there was none.</param>
public sealed record FailureClass(string Kind, int? Status);
