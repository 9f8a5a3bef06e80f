using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Conclusions;

/// <summary>Says that a run has no such sample.</summary>
internal static class SampleFaults
{
    private const int MostLookedAt = 100_000;

    /// <summary>The fault, with the id that was probably meant.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="id">The id that was asked for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<DocumentException> AbsentAsync(
        RunFolder folder,
        string id,
        CancellationToken cancellationToken
    )
    {
        var ids = await RunLog
            .ReadSamplesAsync(folder, cancellationToken)
            .Select(read => read.Sample.Id)
            .Take(MostLookedAt)
            .ToListAsync(cancellationToken);
        return new DocumentException(
            new Fault(
                new Location(folder.SamplesFile),
                string.Create(CultureInfo.InvariantCulture, $"no sample '{id}'"),
                "the id of a sample of this run",
                Spelling.Nearest(id, ids)
            )
        );
    }
}
