using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions;

/// <summary>Everything that can be wrong with suites, told before any request is sent: their text, their data, their plans.</summary>
public static class SuiteCheck
{
    /// <summary>Reads suites and plans their runs; asks no model.</summary>
    /// <param name="paths">Suite files, and folders whose suites are all taken.</param>
    /// <param name="options">How they would be evaluated.</param>
    /// <param name="environment">The value of an environment variable; null when it is not set.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">Something is wrong: all faults of all suites.</exception>
    public static async Task<CheckedSuites> ReadAllAsync(
        IEnumerable<string> paths,
        EvaluationOptions options,
        Func<string, string?> environment,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        var findings = new FaultCollector();
        var notHere = new List<Fault>();
        var suites = SuiteReader.ReadAll(
            paths,
            options.Catalog,
            environment,
            findings,
            options.EvaluatorSource,
            notHere,
            options.Run.Fleet is not null
        );
        var read = ImmutableArray.CreateBuilder<(Suite, ImmutableArray<string>)>(suites.Length);
        foreach (var suite in suites)
        {
            read.Add((suite, await WarningsAsync(suite, options, findings, cancellationToken)));
        }

        findings.ThrowIfAny();
        return new CheckedSuites(read.MoveToImmutable(), [.. notHere]);
    }

    private static async Task<ImmutableArray<string>> WarningsAsync(
        Suite suite,
        EvaluationOptions options,
        FaultCollector findings,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var plan = await Evaluation.PlanAsync(suite, options, cancellationToken);
            return plan.Header.Warnings;
        }
        catch (DocumentException wrong)
        {
            foreach (var fault in wrong.Faults.Where(fault => !IsToldAtItsKey(fault, findings)).ToArray())
            {
                findings.Add(fault);
            }

            return [];
        }
    }

    /// <summary>Whether the file that is not there was missed already where the suite names it.</summary>
    private static bool IsToldAtItsKey(Fault fault, FaultCollector findings) =>
        fault.Missing is { } missing && findings.Faults.Any(told => told.Missing?.Full == missing.Full);
}
