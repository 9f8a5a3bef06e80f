using EvalHarness.Comparisons.Joins;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary>The runs that a decision names.</summary>
internal static class DecisionRuns
{
    /// <summary>Opens a run by id, folder or suite; null where there is none. Each is read once.</summary>
    /// <param name="store">Where the runs are.</param>
    /// <param name="catalog">The words that their suites may use.</param>
    public static Func<string, RunEvidence?> Of(RunStore store, Catalog catalog)
    {
        var read = new Dictionary<string, RunEvidence?>(StringComparer.Ordinal);
        return name => read.TryGetValue(name, out var found) ? found : read[name] = Open(store, name, catalog);
    }

    private static RunEvidence? Open(RunStore store, string name, Catalog catalog)
    {
        RunFolder folder;
        try
        {
            folder = store.Open(RunNames.Resolve(name, catalog));
        }
        catch (DocumentException)
        {
            return null;
        }

        return new RunEvidence(
            ScoreTableReader.ReadAsync(folder, catalog, CancellationToken.None).GetAwaiter().GetResult()
        );
    }
}
