using EvalHarness.Logs;

namespace EvalHarness.Runs.Batches;

/// <summary>What the lanes of a run need to hand batches in and to find them again.</summary>
/// <param name="Journal">The batches of the run.</param>
/// <param name="Run">Id of the run.</param>
/// <param name="Budget">What the run may spend.</param>
/// <param name="IsSettled">Whether an earlier execution brought a request, by its key in the run, to its outcome.</param>
internal sealed record BatchDesk(BatchJournal Journal, string Run, IBatchBudget Budget, Func<UInt128, bool> IsSettled)
{
    /// <summary>Whether failed requests are repeated: then only batches of such requests are taken up, and otherwise only others.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>The batches of a model that earlier executions left with its vendor.</summary>
    /// <param name="model">Name of the model.</param>
    public IEnumerable<LoggedBatch> LeftOf(string model) =>
        Journal.Earlier.Where(batch => batch.Model == model && !batch.HasEnded);

    /// <summary>In how many batches requests were before that sent some of theirs into a further one.</summary>
    /// <param name="model">Name of the model.</param>
    public Dictionary<UInt128, int> TriesOf(string model)
    {
        var tries = new Dictionary<UInt128, int>();
        var ended = Journal.Earlier.Where(batch =>
            batch is { HasEnded: true, Again: > 0, IsRepeat: false } && batch.Model == model
        );
        foreach (var key in IsRepeat ? [] : ended.SelectMany(batch => batch.Keys))
        {
            if (!IsSettled(key))
            {
                tries[key] = tries.GetValueOrDefault(key) + 1;
            }
        }

        return tries;
    }
}
