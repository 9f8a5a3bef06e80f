using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Suites;

/// <summary>What the report shows.</summary>
/// <param name="Title">Heading of the report; the suite's name by default.</param>
/// <param name="Sections">Sections in order, or <c>default</c> (default) for all that apply.</param>
[Keyword("report")]
public sealed record ReportSpec(string? Title = null, ImmutableArray<string>? Sections = null);
