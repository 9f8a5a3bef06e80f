using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Runs;

/// <summary>Asks a run look by look, in the order drawn before it, until all is decided or asked.</summary>
/// <param name="plan">The plan, with its order.</param>
/// <param name="folder">Folder of the run.</param>
/// <param name="isDecided">Says whether all is decided, from the folder alone.</param>
internal sealed class LookSequence(
    RunPlan plan,
    RunFolder folder,
    Func<RunFolder, CancellationToken, Task<bool>> isDecided
)
{
    /// <summary>Asks; the header says after each look how far it came, before anybody decides on it.</summary>
    /// <param name="header">Header of the run, with its rule.</param>
    /// <param name="ask">Asks what is due between a look and the one before.</param>
    /// <param name="drain">Stops the asking.</param>
    public async Task<(ImmutableArray<ModelRun> Runs, RunHeader Header)> RunAsync(
        RunHeader header,
        Func<int, Task<ImmutableArray<ModelRun>>> ask,
        CancellationToken drain
    )
    {
        var rule = header.Stop!;
        ImmutableArray<ModelRun> runs = [];
        for (int look = 1; look <= rule.Looks && !rule.IsDecided; look++)
        {
            var stretch = await ask(look);
            runs = runs.IsEmpty ? stretch : [.. runs.Zip(stretch, Add)];
            if (runs.Any(run => run.Stopped is not null))
            {
                break;
            }

            rule = rule with { LooksTaken = look, Asked = Asked(look, rule.Looks) };
            header = header with { Stop = rule };
            RunLog.WriteHeader(folder, header);
            rule = rule with { IsDecided = await isDecided(folder, drain) };
            header = header with { Stop = rule };
        }
        return (runs, header);
    }

    private ImmutableSortedDictionary<string, int> Asked(int look, int looks) =>
        plan.Orders.ToImmutableSortedDictionary(task => task.Key, task => task.Value.SamplesAt(look, looks));

    private static ModelRun Add(ModelRun sum, ModelRun more)
    {
        var outcomes = new Dictionary<Outcome, long>(sum.Outcomes);
        foreach (var (outcome, count) in more.Outcomes)
        {
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + count;
        }

        return new ModelRun(
            sum.Model,
            outcomes,
            sum.Cached + more.Cached,
            sum.Retries + more.Retries,
            sum.SpentUsd + more.SpentUsd,
            sum.Unpriced + more.Unpriced,
            more.Stopped ?? sum.Stopped
        )
        {
            IsTeam = sum.IsTeam,
        };
    }
}
