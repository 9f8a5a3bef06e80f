using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Suites;
using EvalHarness.Yaml;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>Models of a suite as clients for a program of your own.</summary>
public static class SuiteClients
{
    /// <summary>Connects a model of the suite; sends no request.</summary>
    /// <remarks>
    /// The client is the backend alone: what tasks add (prompts, generation), limits, prices, cache and journal are the run's.
    /// </remarks>
    /// <param name="suite">The suite.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="results">Folder of the logs, in whose cache what is trained or loaded is kept; <c>results</c> by default.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The client, which the caller disposes of.</returns>
    /// <exception cref="DocumentException">The suite has no such model, leaves it out here, or it can answer samples of a task alone.</exception>
    public static async Task<IChatClient> CreateClientAsync(
        this Suite suite,
        string model,
        string results = "results",
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentException.ThrowIfNullOrEmpty(results);
        var spec =
            suite.Models.FirstOrDefault(one => one.Name == model) ?? throw new DocumentException(Absent(suite, model));
        if (WhyNot(spec.Provider) is { } why)
        {
            throw new DocumentException(
                new Fault(spec.Declared, $"model {Wording.Quote(model)}, {why}", "a model that answers any chat")
            );
        }

        var context = new ModelContext(
            spec.Name,
            spec.Declared,
            suite.Seed,
            new RunStore(results).CacheFolder,
            (file, where, token) => DatasetLoader.ReadFieldsAsync(file, where, suite.Formats, token),
            TimeProvider.System
        )
        {
            InFlight = spec.Limits.InFlight,
        };
        return await spec.Provider.ConnectAsync(context, cancellationToken);
    }

    private static Fault Absent(Suite suite, string model) =>
        suite.Skipped.FirstOrDefault(one => one.Name == model) is { } skipped
            ? new Fault(
                skipped.At,
                $"model {Wording.Quote(model)}, which is left out: {skipped.Reason}",
                "what its condition asks for"
            )
            : new Fault(
                new Location(suite.File),
                $"unknown model {Wording.Quote(model)}",
                Wording.List([.. suite.Models.Select(one => one.Name)]),
                Spelling.Nearest(model, suite.Models.Select(one => one.Name))
            );

    /// <summary>Our own providers that run here look at the sample that is asked about, which a free chat has not.</summary>
    private static string? WhyNot(IModelProvider provider) =>
        provider is ITeam ? "which asks other models through a run"
        : provider.IsRecorded || (provider.IsLocal && provider.GetType().Assembly == typeof(IModelProvider).Assembly)
            ? $"which answers the samples of a run alone ({provider.Description})"
        : null;
}
