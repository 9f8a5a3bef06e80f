using System.Collections.Concurrent;
using EvalHarness.Conclusions;
using EvalHarness.Core;
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
    private static readonly ConcurrentDictionary<string, Lazy<Task<Evaluation>>> Runs = new(StringComparer.Ordinal);

    /// <summary>Runs a suite, or finds the finished run that answers it.</summary>
    /// <param name="suiteFile">Path of the suite, from the folder of the test assembly or one above it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DocumentException">The suite, its data or its log is broken.</exception>
    public static Task<Evaluation> RunAsync(string suiteFile, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(suiteFile);
        string file = EvalFiles.FindOne(suiteFile);
        return RunAsync(
            SuiteReader.Read(file, SuiteCatalog.Default, Environment.GetEnvironmentVariable),
            cancellationToken
        );
    }

    internal static Task<Evaluation> RunAsync(Suite suite, CancellationToken cancellationToken) =>
        Runs.GetOrAdd(Path.GetFullPath(suite.File), _ => new Lazy<Task<Evaluation>>(() => RunOnceAsync(suite)))
            .Value.WaitAsync(cancellationToken);

    private static Task<Evaluation> RunOnceAsync(Suite suite) =>
        Evaluation.RunAsync(
            suite,
            new EvaluationOptions
            {
                Catalog = SuiteCatalog.Default,
                Results = EvalFiles.Results(suite.File),
                Mode = RunModes.Read(Environment.GetEnvironmentVariable),
            }
        );
}
