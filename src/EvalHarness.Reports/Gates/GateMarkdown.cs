using System.Collections.Immutable;
using System.Text;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Reports.Tables;

namespace EvalHarness.Reports.Gates;

/// <summary>Gates as Markdown, for a job summary or a pull request.</summary>
public static class GateMarkdown
{
    /// <summary>The gates of one suite: a table, then what did not pass in words.</summary>
    /// <param name="suite">Name of the suite.</param>
    /// <param name="gates">Its gates.</param>
    public static string Render(string suite, ImmutableArray<GateResult> gates)
    {
        var text = new StringBuilder();
        text.Append("## Gates: ").Append(MarkdownText.Escape(suite)).Append("\n\n");
        text.Append(MarkdownText.Escape(Sentence(gates))).Append("\n\n");
        text.Append(MarkdownText.Table(GatesTable.Of(gates), null)).Append('\n');
        foreach (var paragraph in GateParagraph.Of(gates))
        {
            text.Append("\n- ").Append(MarkdownText.Escape(paragraph.Text));
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>How many gates passed, failed and so on, in one sentence.</summary>
    /// <param name="gates">The gates.</param>
    public static string Sentence(ImmutableArray<GateResult> gates) => GateText.Counted(gates);
}
