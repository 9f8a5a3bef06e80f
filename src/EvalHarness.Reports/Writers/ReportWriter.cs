using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Writers;

/// <summary>The report of an evaluation as files: the page, Markdown and CSV.</summary>
[Keyword("report")]
internal sealed record ReportWriter : IReportWriter
{
    /// <inheritdoc/>
    public Task<string> WriteAsync(Evaluation evaluation, string folder, CancellationToken cancellationToken) =>
        ReportFiles.WriteAsync(ReportInput.Of(evaluation), folder, cancellationToken);
}
