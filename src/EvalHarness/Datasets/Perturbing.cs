using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>What a perturbation knows of the task whose samples it changes.</summary>
/// <param name="Fields">The fields that the question shows, in order: those that are changed where none are named.</param>
/// <param name="Seed">Seed of all that is drawn.</param>
/// <param name="Declared">Where the perturbation is declared, for faults.</param>
/// <param name="Formats">The formats of data files by their endings.</param>
public sealed record Perturbing(ImmutableArray<string> Fields, long Seed, Location Declared, DatasetFormats Formats);
