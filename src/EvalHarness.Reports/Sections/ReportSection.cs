using EvalHarness.Reports.Views;
using Microsoft.AspNetCore.Components;

namespace EvalHarness.Reports.Sections;

/// <summary>Base of a section that stands once in a report.</summary>
public abstract class ReportSection : ComponentBase
{
    /// <summary>The report.</summary>
    [Parameter]
    [EditorRequired]
    public required ReportView Report { get; set; }

    /// <summary>Whether the section has something to say about this report.</summary>
    /// <param name="report">The report.</param>
    public virtual bool Applies(ReportView report) => true;
}

/// <summary>Base of a section that stands once a task.</summary>
public abstract class TaskSection : ComponentBase
{
    /// <summary>The task.</summary>
    [Parameter]
    [EditorRequired]
    public required TaskView Task { get; set; }

    /// <summary>Whether the section has something to say about this task.</summary>
    /// <param name="task">The task.</param>
    public virtual bool Applies(TaskView task) => true;
}
