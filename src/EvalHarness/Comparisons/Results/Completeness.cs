using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Results;

/// <summary>How much of what was planned for a model came back, and whether it is enough for a verdict on it.</summary>
/// <param name="Responses">Requests that came back with a response, usable or not.</param>
/// <param name="Failed">Requests that failed after all retries.</param>
/// <param name="NotRun">Requests that should have been asked and were not: the budget ended, a backend was dead, somebody broke off.</param>
/// <param name="Unasked">Requests left unasked by plan, for the run had decided its question: they are not missing.</param>
/// <param name="Allowed">Share of missing requests above which no verdict is given, in [0, 1].</param>
public sealed record Completeness(long Responses, long Failed, long NotRun, long Unasked, double Allowed)
{
    /// <summary>Of a model that this run had nothing to ask, such as a published one.</summary>
    public static Completeness Nothing { get; } = new(0, 0, 0, 0, 1);

    /// <summary>All requests of the suite.</summary>
    public long Planned => Asked + Unasked;

    /// <summary>The requests that the run set out to ask: all but those left unasked by plan.</summary>
    public long Asked => Responses + Failed + NotRun;

    /// <summary>Requests asked for that brought no response: failed or not run.</summary>
    public long Missing => Failed + NotRun;

    /// <summary>Missing requests over those asked, in [0, 1]; 0 where nothing was asked.</summary>
    public double MissingShare => Asked == 0 ? 0 : (double)Missing / Asked;

    /// <summary>Whether more are missing than the suite allows, so that nothing is decided about the model.</summary>
    public bool BlocksVerdict => MissingShare > Allowed;

    /// <summary>Counts outcomes.</summary>
    /// <param name="outcomes">One a request asked.</param>
    /// <param name="unasked">Requests left unasked by plan, which have no outcome here.</param>
    /// <param name="allowed">Share of missing requests above which no verdict is given, in [0, 1].</param>
    public static Completeness Of(IEnumerable<Outcome> outcomes, long unasked, double allowed)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var (responses, failed, notRun) = (0L, 0L, 0L);
        foreach (var outcome in outcomes)
        {
            responses += outcome.HasResponse() ? 1 : 0;
            failed += outcome == Outcome.Failed ? 1 : 0;
            notRun += outcome == Outcome.NotRun ? 1 : 0;
        }

        return new Completeness(responses, failed, notRun, unasked, allowed);
    }

    /// <summary>Of one model in a task.</summary>
    /// <param name="scores">The scores of the task, cut to what was asked where the run stopped.</param>
    /// <param name="model">Place of the model.</param>
    /// <param name="compare">What is compared with what.</param>
    public static Completeness Of(TaskScores scores, int model, CompareSpec compare)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(compare);
        return Of(scores.Cells[model].Outcomes, (long)scores.Unasked * scores.Task.Epochs, compare.MaxFailed);
    }

    /// <summary>Of the scores of one model by one metric: a response that the metric has no number for is missing, as a failed request is.</summary>
    /// <param name="scores">The scores of the task, cut to what was asked where the run stopped.</param>
    /// <param name="model">Place of the model.</param>
    /// <param name="metric">Place of the metric.</param>
    /// <param name="cells">The cells that count.</param>
    /// <param name="compare">What is compared with what.</param>
    internal static Completeness OfScores(
        TaskScores scores,
        int model,
        int metric,
        IEnumerable<int> cells,
        CompareSpec compare
    ) =>
        Of(
            cells.Select(cell =>
                scores.Cells[model].Outcomes[cell] is var outcome
                && outcome.HasResponse()
                && !scores.IsScored(model, metric, cell)
                    ? Outcome.Failed
                    : outcome
            ),
            (long)scores.Unasked * scores.Task.Epochs,
            compare.MaxFailed
        );

    /// <summary>Of every model in every task of a run.</summary>
    /// <param name="table">The run with its scores.</param>
    public static IEnumerable<(string Task, string Model, Completeness Completeness)> Of(ScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return from task in table.Asked().Tasks
            from model in Enumerable.Range(0, task.Models.Length)
            select (task.Task.Name, task.Models[model].Name, Of(task, model, table.Header.Compare));
    }
}
