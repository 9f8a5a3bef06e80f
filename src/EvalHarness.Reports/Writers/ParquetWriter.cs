using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Reports.Exports;

namespace EvalHarness.Reports.Writers;

/// <summary>A run as tidy tables in Parquet: answers, their scores, estimates, groups, comparisons, models.</summary>
[Keyword("parquet")]
internal sealed record ParquetWriter : IReportWriter
{
    /// <inheritdoc/>
    public async Task<string> WriteAsync(Evaluation evaluation, string folder, CancellationToken cancellationToken)
    {
        foreach (var table in RunTables.Of(evaluation, cancellationToken))
        {
            await ParquetExport.WriteAsync(table, folder, cancellationToken);
        }

        return Path.Combine(folder, "estimates.parquet");
    }
}
