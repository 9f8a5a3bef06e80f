using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Files;
using EvalHarness.Reports.Gates;

namespace EvalHarness.Reports.Writers;

/// <summary>The gates of an evaluation as <c>gates.md</c>.</summary>
[Keyword("gates")]
internal sealed record GatesWriter : IReportWriter
{
    /// <inheritdoc/>
    public async Task<string> WriteAsync(Evaluation evaluation, string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, "gates.md");
        string text = GateMarkdown.Render(evaluation.Scores.Header.Suite, evaluation.Gates);
        await WholeFile.WriteAsync(path, text, cancellationToken);
        return path;
    }
}
