using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>What one execution of a run did with one model.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Outcomes">Responses settled by this execution, by outcome before parsing.</param>
/// <param name="Cached">How many of them came from the cache.</param>
/// <param name="Retries">Attempts beyond the first.</param>
/// <param name="SpentUsd">Money charged, in US dollars, where it is known.</param>
/// <param name="Unpriced">Answers whose cost is unknown: they are not in <paramref name="SpentUsd"/>.</param>
/// <param name="Stopped">Why not all was asked; null when all was.</param>
public sealed record ModelRun(
    string Model,
    IReadOnlyDictionary<Outcome, long> Outcomes,
    long Cached,
    long Retries,
    decimal SpentUsd,
    long Unpriced,
    string? Stopped
)
{
    /// <summary>This and what was done after it, by the same model in the same execution.</summary>
    /// <param name="later">What was done later.</param>
    internal ModelRun With(ModelRun later) =>
        this with
        {
            Outcomes = Outcomes
                .Concat(later.Outcomes)
                .GroupBy(outcome => outcome.Key)
                .ToDictionary(outcome => outcome.Key, outcome => outcome.Sum(one => one.Value)),
            Cached = Cached + later.Cached,
            Retries = Retries + later.Retries,
            SpentUsd = SpentUsd + later.SpentUsd,
            Unpriced = Unpriced + later.Unpriced,
            Stopped = Stopped ?? later.Stopped,
        };

    /// <summary>Whether it answered through other models, whose own counts say what was asked and spent.</summary>
    public bool IsTeam { get; init; }
}

/// <summary>Counts responses as they are settled.</summary>
/// <param name="model">Name of the model.</param>
/// <param name="isTeam">Whether it answers through other models, which count what they charge.</param>
internal sealed class ModelTally(string model, bool isTeam)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Outcome, long> outcomes = [];
    private long cached;
    private long retries;
    private long unpriced;
    private decimal spentUsd;

    public void Add(Response response)
    {
        lock (gate)
        {
            outcomes[response.Outcome] = outcomes.GetValueOrDefault(response.Outcome) + 1;
            retries += Math.Max(0, response.Attempts - 1);
            if (isTeam)
            {
                return;
            }

            if (response.AnsweredAt is not null)
            {
                cached++;
            }
            else if (response.CostUsd is { } cost)
            {
                spentUsd += cost;
            }
            else
            {
                unpriced++;
            }
        }
    }

    public ModelRun Total(string? stopped)
    {
        lock (gate)
        {
            return new ModelRun(
                model,
                new Dictionary<Outcome, long>(outcomes),
                cached,
                retries,
                spentUsd,
                unpriced,
                stopped
            )
            {
                IsTeam = isTeam,
            };
        }
    }
}
