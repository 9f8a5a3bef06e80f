using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>Something that could be done to know more before deciding.</summary>
/// <param name="Id">The study's name.</param>
/// <param name="Design">What is done.</param>
/// <param name="Cost">What it costs, however many samples it takes; 0 by default.</param>
/// <param name="CostFixed">The same, beside a cost per sample; 0 by default.</param>
/// <param name="CostPerItem">What one sample costs; 0 by default, or what judging one costs where models judge the suite's run and no cost is
/// given.</param>
/// <param name="DelayMonths">Months by which every option but the incumbent starts later; 0 by default.</param>
[Keyword("study")]
public sealed record StudySpec(
    string Id,
    [Inline, KeyName("type")] StudyDesign Design,
    [Range(0, double.MaxValue)] double Cost = 0,
    [Range(0, double.MaxValue)] double CostFixed = 0,
    [Range(0, double.MaxValue)] double CostPerItem = 0,
    [Range(0, double.MaxValue)] double DelayMonths = 0
)
{
    /// <summary>What it costs with a number of samples.</summary>
    /// <param name="n">The number of samples; 0 where it has none.</param>
    public double CostOf(double n) => Cost + CostFixed + (CostPerItem * n);
}
