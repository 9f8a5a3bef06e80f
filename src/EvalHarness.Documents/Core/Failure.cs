namespace EvalHarness.Core;

/// <summary>Why the world failed a request; never holds a key, a prompt or a response.</summary>
/// <param name="Kind">The class: <c>http</c>, <c>timeout</c>, <c>connection</c>, <c>body</c>, <c>budget</c>, <c>backend</c>, <c>image</c>.</param>
/// <param name="Status">HTTP status; null when there was none.</param>
/// <param name="Message">One line that names the model or the URL.</param>
public sealed record Failure(string Kind, int? Status, string Message);
