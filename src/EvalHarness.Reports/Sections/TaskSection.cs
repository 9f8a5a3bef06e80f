using EvalHarness.Reports.Drawings;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;
using Microsoft.AspNetCore.Components;

namespace EvalHarness.Reports.Sections;

/// <summary>Base of a section that stands once a task. What it says of each metric comes first, then the rest.</summary>
public abstract class TaskSection : Section
{
    /// <summary>The task.</summary>
    [Parameter]
    [EditorRequired]
    public required TaskView Task { get; set; }

    /// <summary>Whether the section has something to say about this task; the rest is asked only of one that has.</summary>
    internal virtual bool Applies(TaskView task) => true;

    /// <summary>Whether the page shows it; files and Markdown are written all the same.</summary>
    internal virtual bool IsShown(TaskView task) => true;

    /// <summary>Its numbers by one metric, each a CSV file.</summary>
    internal virtual IEnumerable<ReportTable> Tables(MetricView view) => [];

    /// <summary>Its other numbers, each a CSV file.</summary>
    internal virtual IEnumerable<ReportTable> Tables(TaskView task) => [];

    /// <summary>Its main charts of one metric, each a picture beside the Markdown text.</summary>
    internal virtual IEnumerable<Drawing> Drawings(MetricView view) => [];

    /// <summary>Its other main charts, each a picture beside the Markdown text.</summary>
    internal virtual IEnumerable<Drawing> Drawings(TaskView task) => [];

    /// <summary>Files with too many lines to be held in memory as tables.</summary>
    internal virtual IEnumerable<CsvFile> LongFiles(TaskView task) => [];

    /// <summary>Its part of the Markdown text by one metric: its title and tables, unless it says it otherwise.</summary>
    internal virtual IEnumerable<MarkdownBlock> Markdown(MetricView view) =>
        Titled(Tables(view), Names.Metric(view.Metric.Metric));

    /// <summary>Its other part of the Markdown text: its title and tables, unless it says it otherwise.</summary>
    internal virtual IEnumerable<MarkdownBlock> Markdown(TaskView task) => Titled(Tables(task));
}
