using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Core;

namespace EvalHarness.Testing;

/// <summary>Gates of suites as assertions of any test framework: what does not hold is an exception.</summary>
/// <remarks>
/// <example>
/// <code>
/// [Fact]
/// public Task Headlines_hold_their_gates() => Evals.AssertAsync("evals/finance/headlines.yaml");
/// </code>
/// </example>
/// </remarks>
public static class Evals
{
    /// <summary>Runs a suite once a process, or finds the finished run that answers it, and holds it to its gates.</summary>
    /// <param name="suiteFile">Path of the suite, from the folder of the test assembly or one above it.</param>
    /// <param name="options">Evaluators and clients that are given in code; null gives nothing.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The run, with its gates.</returns>
    /// <exception cref="GateException">A gate failed, could not be decided and does not allow that, or too many requests failed.</exception>
    /// <exception cref="DocumentException">The suite, its data or its log is broken.</exception>
    public static async Task<Evaluation> AssertAsync(
        string suiteFile,
        EvaluationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var run = await SuiteRuns.RunAsync(suiteFile, options, cancellationToken);
        Assert(run);
        return run;
    }

    /// <summary>Holds a run to the gates of its suite.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="GateException">A gate failed, could not be decided and does not allow that, or too many requests failed.</exception>
    public static void Assert(Evaluation run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string[] faults = [.. Incomplete(run), .. run.Gates.Where(gate => gate.Blocks).Select(GateText.Located)];
        if (faults.Length > 0)
        {
            throw new GateException(
                string.Join('\n', faults.Append($"{run.Scores.Header.Suite}: {GateText.Counted(run.Gates)}"))
            );
        }
    }

    /// <summary>Holds a run to a gate that its suite need not have.</summary>
    /// <param name="run">The run.</param>
    /// <param name="gate">The gate.</param>
    /// <exception cref="GateException">The gate failed, or could not be decided and does not allow that.</exception>
    public static void Assert(Evaluation run, GateSpec gate)
    {
        ArgumentNullException.ThrowIfNull(run);
        var result = run.Decide(gate);
        if (result.Blocks)
        {
            throw new GateException(GateText.Located(result));
        }
    }

    /// <summary>Tasks and models of which more requests failed or were not run than the suite allows, a line each.</summary>
    /// <param name="run">The run.</param>
    public static IEnumerable<string> Incomplete(Evaluation run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Completeness
            .Of(run.Scores)
            .Where(one => one.Completeness.BlocksVerdict)
            .Select(one => $"{one.Task}: {CompletenessText.Counted(one.Model, one.Completeness)}");
    }
}
