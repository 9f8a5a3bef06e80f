using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>What the check of a dataset found.</summary>
/// <param name="Faults">What makes the dataset unusable: ids that occur twice.</param>
/// <param name="Warnings">What deserves a look: duplicates, leakage, conflicting labels, doubtful clusters.</param>
internal sealed record DatasetFindings(ImmutableArray<Fault> Faults, ImmutableArray<Warning> Warnings);
