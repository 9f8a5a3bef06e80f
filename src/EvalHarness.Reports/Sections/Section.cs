using System.Reflection;
using EvalHarness.Reports.Tables;
using Microsoft.AspNetCore.Components;

namespace EvalHarness.Reports.Sections;

/// <summary>
/// A part of a report, whole in one file: its markup is the part of the page, the tables that it states are its CSV files
/// and, unless it says it otherwise, its part of the Markdown text.
/// </summary>
public abstract class Section : ComponentBase
{
    /// <summary>Tables below the title of the section; nothing where there are none.</summary>
    private protected IEnumerable<MarkdownBlock> Titled(IEnumerable<ReportTable> tables, string of = "")
    {
        ReportTable[] all = [.. tables];
        if (all.Length == 0)
        {
            yield break;
        }

        string title = GetType().GetCustomAttribute<SectionAttribute>()!.Title;
        yield return MarkdownBlock.Heading(of.Length == 0 ? title : $"{title}: {of}");
        foreach (var table in all)
        {
            if (all.Length > 1)
            {
                yield return MarkdownBlock.Text(table.Caption);
            }

            yield return MarkdownBlock.Of(table);
        }
    }
}
