using EvalHarness.Comparisons.Joins;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Specs;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions.Measured;

/// <summary>The runs that a decision takes its numbers from by name, each read once.</summary>
public sealed class NamedRuns
{
    private readonly Dictionary<string, RunEvidence> runs;

    private NamedRuns(Dictionary<string, RunEvidence> runs) => this.runs = runs;

    /// <summary>Reads the runs that the options of a decision name, by id, folder or suite; passes over those that are not there.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="store">Where the runs are.</param>
    /// <param name="catalog">The words that their suites may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A run is there and was never scored, or a line of it is broken.</exception>
    public static async Task<NamedRuns> ReadAsync(
        DecisionSpec spec,
        RunStore store,
        Catalog catalog,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(store);
        var runs = new Dictionary<string, RunEvidence>(StringComparer.Ordinal);
        var names = spec
            .Options.SelectMany(option => option.Quality?.FromRuns ?? [])
            .Where(name => name != Measurements.Latest)
            .Distinct(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (Find(store, name, catalog) is { } folder)
            {
                runs[name] = new(await ScoreTableReader.ReadAsync(folder, catalog, cancellationToken));
            }
        }

        return new(runs);
    }

    /// <summary>A decision with what was measured of it.</summary>
    /// <param name="asked">The decision.</param>
    /// <param name="own">The latest run of the suite itself; null where there is none.</param>
    /// <exception cref="DocumentException">A run or a model that the decision names is not there.</exception>
    public DecisionCase Measure(DecisionCase asked, ScoreTable? own) =>
        Measurements.Attach(asked, own is null ? null : new RunEvidence(own), name => runs.GetValueOrDefault(name));

    private static RunFolder? Find(RunStore store, string name, Catalog catalog)
    {
        try
        {
            return RunNames.Open(store, name, catalog);
        }
        catch (DocumentException)
        {
            return null;
        }
    }
}
