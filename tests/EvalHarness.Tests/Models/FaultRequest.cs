namespace EvalHarness.Tests.Models;

/// <summary>One HTTP request as the fault server read it.</summary>
/// <param name="Number">Place in the order of arrival, from 1.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path with query.</param>
/// <param name="Headers">Headers by name, ignoring case.</param>
/// <param name="Body">The body as text.</param>
public sealed record FaultRequest(
    int Number,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    string Body
);
