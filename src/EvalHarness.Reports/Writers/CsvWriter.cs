using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Reports.Exports;

namespace EvalHarness.Reports.Writers;

/// <summary>A run as tidy tables in CSV: answers, their scores, estimates, groups, comparisons, models.</summary>
[Keyword("csv")]
internal sealed record CsvWriter : IReportWriter
{
    /// <inheritdoc/>
    public async Task<string> WriteAsync(Evaluation evaluation, string folder, CancellationToken cancellationToken)
    {
        foreach (var table in RunTables.Of(evaluation, cancellationToken))
        {
            await CsvExport.WriteAsync(table, folder, cancellationToken);
        }

        return Path.Combine(folder, "estimates.csv");
    }
}
