using EvalHarness.Cascades;
using EvalHarness.Reports.Headlines;

namespace EvalHarness.Reports;

/// <summary>What is concluded of a simulated cascade or router, in the words of the page, wherever it is told.</summary>
/// <param name="simulation">The cascade, or the router by slice.</param>
public sealed class CascadeVerdict(CascadeSimulation simulation)
{
    private readonly CascadeWords words = new(simulation, name => name);

    /// <summary>Whether it pays, and what it keeps for how many calls.</summary>
    public string Answer =>
        simulation.Plan is { } plan ? new RouterWords(simulation, plan, name => name).Answer : words.Answer;

    /// <summary>What it is worth against the better of the two alone, counted in money.</summary>
    public string Worth => words.Worth;

    /// <summary>Whether it is shown to be worth more than the better of the two alone; null where a cost is unknown.</summary>
    public bool? IsShown => words.IsShown;

    /// <summary>The model to use alone, where nothing else is shown to pay; null where it is, or where costs are unknown.</summary>
    public string? Instead => words.Instead;

    /// <summary>Money in US dollars, as the verdict words it.</summary>
    /// <param name="usd">The amount in US dollars.</param>
    public static string Money(double usd) => CascadeWords.Money(usd);
}
