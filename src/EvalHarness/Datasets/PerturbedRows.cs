using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>How the samples of a dataset are changed.</summary>
/// <param name="By">The change.</param>
/// <param name="Fields">The fields that the question shows.</param>
/// <param name="Declared">Where the change is declared.</param>
internal sealed record PerturbedRows(IPerturbation By, ImmutableArray<string> Fields, Location Declared)
{
    /// <summary>Makes the change ready.</summary>
    /// <param name="seed">Seed of the suite.</param>
    /// <param name="formats">The formats by the endings of files; this library's own by default.</param>
    /// <param name="cancellationToken">Ends the reading of files.</param>
    public ValueTask<Func<Sample, Sample?>> OverAsync(
        long seed,
        DatasetFormats? formats,
        CancellationToken cancellationToken
    ) => By.OverAsync(new(Fields, seed, Declared, formats ?? DatasetFormats.BuiltIn), cancellationToken);
}
