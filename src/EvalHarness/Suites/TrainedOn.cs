using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Suites;

/// <summary>Rows that a model was tuned on elsewhere, so that samples among them can be told.</summary>
/// <param name="File">Data file, of any format that a dataset may have.</param>
/// <param name="Input">Columns of the text that the model saw, joined in this order; all columns by default.</param>
/// <param name="Where">Columns and the values that they must have, for example <c>split: train</c>; all rows by default.</param>
/// <param name="Declared">Where it is declared.</param>
[Keyword("trained-on")]
public sealed record TrainedOn(
    FilePath File,
    ImmutableArray<string>? Input = null,
    IReadOnlyDictionary<string, string>? Where = null,
    Location Declared = default
);
