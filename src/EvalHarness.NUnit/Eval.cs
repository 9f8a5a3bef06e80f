using System.Collections.Concurrent;
using System.Reflection;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Suites;

namespace EvalHarness.NUnit;

/// <summary>Runs suites from tests, each once a process however many tests ask.</summary>
/// <remarks>
/// A finished run that asks the same is reused. <c>EVALHARNESS_MODE</c> says whether models may be called: <c>live</c> (default)
/// asks those whose keys are there, <c>cached</c> takes answers of earlier runs only, <c>replay</c> calls none.
/// </remarks>
public static class Eval
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<EvalRun>>> Runs = new(StringComparer.Ordinal);

    /// <summary>Runs a suite, or finds the finished run that answers it.</summary>
    /// <param name="suiteFile">Path of the suite, from the folder of the test assembly or one above it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DocumentException">The suite, its data or its log is broken.</exception>
    public static Task<EvalRun> RunAsync(string suiteFile, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(suiteFile);
        string file = EvalFiles.FindOne(suiteFile);
        return RunAsync(
            SuiteReader.Read(file, SuiteCatalog.Default, Environment.GetEnvironmentVariable),
            cancellationToken
        );
    }

    internal static Task<EvalRun> RunAsync(Suite suite, CancellationToken cancellationToken) =>
        Runs.GetOrAdd(Path.GetFullPath(suite.File), _ => new Lazy<Task<EvalRun>>(() => RunOnceAsync(suite)))
            .Value.WaitAsync(cancellationToken);

    private static async Task<EvalRun> RunOnceAsync(Suite suite)
    {
        var catalog = SuiteCatalog.Default;
        var store = new RunStore(EvalFiles.Results(suite.File));
        var context = new PlanContext(catalog, store, TimeProvider.System, Version);
        var mode = RunModes.Read(Environment.GetEnvironmentVariable);
        var run = await ReusedRun.FindOrRunAsync(suite, context, mode, new SilentProgress());
        await LogScorer.ScoreAsync(run.Folder, catalog);
        var scores = await ScoreTableReader.ReadAsync(run.Folder, catalog);
        var baseline = await Baselines.ReadAsync(store.BaselineOf(suite.Name), catalog);
        return new EvalRun(run.Folder, scores, baseline)
        {
            IsReused = run.IsReused,
            Gates = GateEvaluator.Evaluate(scores, baseline),
        };
    }

    private static string Version =>
        typeof(Eval).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
