using EvalHarness.Reports.Drawings;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;
using Microsoft.AspNetCore.Components;

namespace EvalHarness.Reports.Sections;

/// <summary>Base of a section that stands once in a report.</summary>
public abstract class ReportSection : Section
{
    /// <summary>The report.</summary>
    [Parameter]
    [EditorRequired]
    public required ReportView Report { get; set; }

    /// <summary>Whether the section has something to say about this report; the rest is asked only of one that has.</summary>
    internal virtual bool Applies(ReportView report) => true;

    /// <summary>Its numbers, each a CSV file.</summary>
    internal virtual IEnumerable<ReportTable> Tables(ReportView report) => [];

    /// <summary>Its main charts, each a picture beside the Markdown text.</summary>
    internal virtual IEnumerable<Drawing> Drawings(ReportView report) => [];

    /// <summary>Its part of the Markdown text: its title and tables, unless it says it otherwise.</summary>
    internal virtual IEnumerable<MarkdownBlock> Markdown(ReportView report) => Titled(Tables(report));
}
