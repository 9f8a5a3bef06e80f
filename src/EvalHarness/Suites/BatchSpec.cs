using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Suites;

/// <summary>How a model's requests go to its vendor's batch service.</summary>
/// <param name="Enabled">Whether they do; true by default.</param>
/// <param name="Size">Most requests in a batch; 10,000 by default. A vendor that takes fewer is sent fewer.</param>
[Keyword("batch")]
public sealed record BatchSpec(bool Enabled = true, [Range(1, 100_000)] int Size = BatchSpec.DefaultSize)
{
    /// <summary>Most requests in a batch where the suite says nothing.</summary>
    internal const int DefaultSize = 10_000;
}
