using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>
/// A simple random sample of the rows: the same rows on every machine and in whatever order the file has them; a larger
/// count keeps all rows of a smaller one.
/// </summary>
/// <param name="Count">Rows to draw; all when the file has fewer.</param>
/// <param name="Seed">Seed of the draw; by default that of the suite.</param>
[Keyword("sample")]
public sealed record SampleSpec(int Count, long? Seed = null);
