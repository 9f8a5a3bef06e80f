using EvalHarness.Conclusions;
using EvalHarness.Testing;

namespace EvalHarness.NUnit;

/// <summary>Runs suites from tests, each once a process however many tests ask.</summary>
/// <remarks>
/// A finished run that asks the same is reused. <c>EVALHARNESS_MODE</c> says whether models may be called: <c>live</c> (default)
/// asks those whose keys are there, <c>cached</c> takes answers of earlier runs only, <c>replay</c> calls none.
/// </remarks>
public static class Eval
{
    /// <inheritdoc cref="SuiteRuns.RunAsync(string, CancellationToken)"/>
    public static Task<Evaluation> RunAsync(string suiteFile, CancellationToken cancellationToken = default) =>
        SuiteRuns.RunAsync(suiteFile, cancellationToken);

    /// <inheritdoc cref="SuiteRuns.RunAsync(string, EvaluationOptions, CancellationToken)"/>
    public static Task<Evaluation> RunAsync(
        string suiteFile,
        EvaluationOptions? options,
        CancellationToken cancellationToken = default
    ) => SuiteRuns.RunAsync(suiteFile, options, cancellationToken);
}
