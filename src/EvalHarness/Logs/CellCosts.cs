using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>What single answers cost, reckoned as the leaderboard reckons all of them.</summary>
public static class CellCosts
{
    /// <summary>
    /// Money of one cell in US dollars: nothing where the model is free or runs here without a price, machine time where it has a machine of its
    /// own, else the price of its tokens; null where that is unknown, and where nothing was asked.
    /// </summary>
    /// <param name="scores">The scores of the task.</param>
    /// <param name="model">Position of the model.</param>
    /// <param name="cell">The cell: <c>sample * epochs + epoch</c>.</param>
    public static decimal? Of(TaskScores scores, int model, int cell)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var (header, cells) = (scores.Models[model], scores.Cells[model]);
        return cells.Outcomes[cell] == Outcome.NotRun ? null
            : header is { IsLocal: true, Hosting: null, Price: null } ? 0
            : header is { Hosting: null, Price.IsFree: true } ? 0
            : header.Hosting is not { } hosting ? cells.CostUsd[cell]
            : double.IsFinite(cells.LatencySeconds[cell])
                ? hosting.CostUsd(TimeSpan.FromSeconds(cells.LatencySeconds[cell]))
            : null;
    }
}
