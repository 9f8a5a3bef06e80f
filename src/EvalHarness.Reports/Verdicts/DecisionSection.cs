using EvalHarness.Decisions.Accounts;
using EvalHarness.Reports.Drawings;
using EvalHarness.Reports.Tables;
using Microsoft.AspNetCore.Components;

namespace EvalHarness.Reports.Verdicts;

/// <summary>Base of a section of a decision; one that has nothing to say renders nothing.</summary>
public abstract class DecisionSection : ComponentBase
{
    /// <summary>The decision answered.</summary>
    [Parameter]
    [EditorRequired]
    public required DecisionAccount Account { get; set; }

    /// <summary>The numbers of the section, each a CSV file; tables without rows are left out.</summary>
    internal virtual IEnumerable<ReportTable> Tables(DecisionAccount account) => [];

    /// <summary>Its main charts, each a picture.</summary>
    internal virtual IEnumerable<Drawing> Drawings(DecisionAccount account) => [];
}
