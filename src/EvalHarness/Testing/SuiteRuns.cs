using System.Collections.Concurrent;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Runs;
using EvalHarness.Suites;

namespace EvalHarness.Testing;

/// <summary>Runs suites from tests, each once a process however many tests ask.</summary>
/// <remarks>
/// A finished run that asks the same is reused. <c>EVALHARNESS_MODE</c> says whether models may be called: <c>live</c> (default)
/// asks those whose keys are there, <c>cached</c> takes answers of earlier runs only, <c>replay</c> calls none.
/// </remarks>
public static class SuiteRuns
{
    private static readonly ConcurrentDictionary<Asked, Lazy<Task<Evaluation>>> Runs = new();
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new(StringComparer.Ordinal);

    /// <summary>Runs a suite, or finds the finished run that answers it.</summary>
    /// <param name="suiteFile">Path of the suite, from the folder of the test assembly or one above it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DocumentException">The suite, its data or its log is broken.</exception>
    public static Task<Evaluation> RunAsync(string suiteFile, CancellationToken cancellationToken = default) =>
        RunAsync(suiteFile, null, cancellationToken);

    /// <summary>Runs a suite with evaluators and clients of models that are given in code, or finds the finished run that answers it.</summary>
    /// <param name="suiteFile">Path of the suite, from the folder of the test assembly or one above it.</param>
    /// <param name="options">What is given. Tests that give the same options share a run. Mode and folder of the logs are as for all tests
    /// where they are left open; null gives nothing.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DocumentException">The suite, its data or its log is broken.</exception>
    public static Task<Evaluation> RunAsync(
        string suiteFile,
        EvaluationOptions? options,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(suiteFile);
        return RunAsync(Evaluation.ReadSuite(SuiteFiles.FindOne(suiteFile), options), options, cancellationToken);
    }

    /// <summary>Runs a suite that was read before, or finds the finished run that answers it.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="options">What is given; null gives nothing.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DocumentException">Its data or its log is broken.</exception>
    public static Task<Evaluation> RunAsync(
        Suite suite,
        EvaluationOptions? options,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(suite);
        return Runs.GetOrAdd(
                new Asked(Path.GetFullPath(suite.File), options),
                asked => new Lazy<Task<Evaluation>>(() => RunOnceAsync(suite, asked))
            )
            .Value.WaitAsync(cancellationToken);
    }

    /// <summary>One suite is run with one set of options after the other: a second start of a suite that runs is refused.</summary>
    private static async Task<Evaluation> RunOnceAsync(Suite suite, Asked asked)
    {
        var turn = Turns.GetOrAdd(asked.File, _ => new SemaphoreSlim(1));
        await turn.WaitAsync();
        try
        {
            return await Evaluation.RunAsync(suite, OfTests(asked.Options ?? Unset, suite));
        }
        finally
        {
            turn.Release();
        }
    }

    private static EvaluationOptions Unset { get; } = new();

    private static EvaluationOptions OfTests(EvaluationOptions options, Suite suite) =>
        options with
        {
            Results = options.Results == Unset.Results ? SuiteFiles.Results(suite.File) : options.Results,
            Mode = options.Mode ?? RunModes.Read(Environment.GetEnvironmentVariable),
        };

    /// <summary>What is run once.</summary>
    /// <param name="File">Full path of the suite.</param>
    /// <param name="Options">What a test gives; null for nothing.</param>
    private sealed record Asked(string File, EvaluationOptions? Options);
}
