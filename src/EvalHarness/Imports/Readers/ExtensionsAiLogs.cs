using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports.Readers;

/// <summary>
/// Microsoft.Extensions.AI.Evaluation: the store of results on disk (<c>results/execution/scenario/iteration.json</c>), a part of it, a report as
/// JSON, or a response cache (<c>cache/scenario/iteration/key/contents.data</c>) where there is no store.
/// </summary>
/// <remarks>A scenario is a sample and its iterations are repeats, unless they ask something else. Executions of one model are told apart by their names.</remarks>
[Keyword("extensions_ai")]
public sealed record ExtensionsAiLogs : ILogReader
{
    private const string Task = "scenarios";

    /// <inheritdoc/>
    public string Tool => "Microsoft.Extensions.AI.Evaluation";

    /// <inheritdoc/>
    public async ValueTask<ImportedLog?> OpenAsync(LogPlace place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (!place.IsFolder)
        {
            return place.Has("scenarioRunResults") || IsResult(place)
                ? await OpenAsync(place, [place.Path], cancellationToken)
                : null;
        }

        string[] files = ExtensionsAiFolder.Results(place.Path);
        if (files.Length > 0 && IsResult(LogPlace.Of(files[0])))
        {
            return await OpenAsync(place, files, cancellationToken);
        }

        var cached = ExtensionsAiFolder.Cached(place.Path);
        return cached.IsEmpty ? null : Cache(place, cached);
    }

    private static bool IsResult(LogPlace place) =>
        place.Has("scenarioName") && place.Has("evaluationResult") && place.Has("modelResponse");

    private async Task<ImportedLog> OpenAsync(LogPlace place, string[] files, CancellationToken cancellationToken)
    {
        var found = new List<(string Execution, string Model, ImportedEvaluation Evaluation)>();
        await foreach (var result in ResultsAsync(files, cancellationToken))
        {
            int known = found.FindIndex(one => one.Execution == result.Execution && one.Model == result.Model);
            if (known < 0)
            {
                var begun = new ImportedEvaluation(Task, "")
                {
                    StartedAt = result.StartedAt,
                    Protocol = new ImportedProtocol(System: result.System),
                };
                found.Add((result.Execution, result.Model, begun));
            }
            else if (found[known].Evaluation.Protocol.System != result.System)
            {
                // Several instructions are none that a protocol could be held to.
                var mixed = found[known].Evaluation with
                {
                    Protocol = new ImportedProtocol(),
                };
                found[known] = (result.Execution, result.Model, mixed);
            }
        }

        var names = found.ToDictionary(
            one => (one.Execution, one.Model),
            one => Named(one.Execution, one.Model, found.Count(other => other.Model == one.Model))
        );
        return new ImportedLog(
            Tool,
            null,
            place.Shown,
            [.. found.Select(one => one.Evaluation with { Model = names[(one.Execution, one.Model)] })]
        )
        {
            Files = [.. files],
            ReadAsync = ending => ReadAsync(files, names, ending),
        };
    }

    /// <summary>The model of an execution, by a name that no other execution has.</summary>
    private static string Named(string execution, string model, int executions) =>
        model.Length == 0 ? execution
        : executions == 1 ? model
        : $"{model} ({execution})";

    private static async IAsyncEnumerable<ImportedSample> ReadAsync(
        string[] files,
        Dictionary<(string Execution, string Model), string> names,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var epochs = new EpochCounter();
        var (scenario, first) = (("", ""), "");
        await foreach (var result in ResultsAsync(files, cancellationToken))
        {
            var sample = result.ToSample(Task, names.GetValueOrDefault((result.Execution, result.Model), result.Model));
            string content = Digest.Of([sample.Input, .. sample.Texts]);
            if (scenario != (result.Execution, result.Scenario))
            {
                (scenario, first) = ((result.Execution, result.Scenario), content);
            }

            string id = content == first ? result.Scenario : $"{result.Scenario}/{result.Iteration}";
            yield return sample with
            {
                Id = id,
                Epoch = epochs.Next(sample.Model, id),
            };
        }
    }

    private static async IAsyncEnumerable<ExtensionsAiResult> ResultsAsync(
        string[] files,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (string file in files)
        {
            string shown = DataFile.Shown(file);
            bool isReport = LogPlace.Of(file).Has("scenarioRunResults");
            var parts = isReport
                ? JsonWalk.PropertiesAsync(
                    file,
                    name => name == "scenarioRunResults" ? JsonTake.Items : JsonTake.Nothing,
                    cancellationToken
                )
                : JsonWalk.RowsAsync(file, cancellationToken);
            await foreach (var part in parts)
            {
                yield return new ExtensionsAiResult(part.Read(), part.At);
            }
        }
    }

    private ImportedLog Cache(LogPlace place, ImmutableArray<ExtensionsAiFolder.CachedAnswer> answers) =>
        new(Tool, null, place.Shown, [new ImportedEvaluation(Task, "")])
        {
            Files = [.. answers.Select(answer => answer.File)],
            ReadAsync = ending => CachedAsync(answers, ending),
            Notes =
            [
                "A response cache: answers alone, without what was asked, and without scores.",
                .. answers.Any(answer => answer.Others > 0)
                    ?
                    [
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{answers.Sum(answer => answer.Others)} later answers of an iteration, as those of judges are, are left out."
                        ),
                    ]
                    : Array.Empty<string>(),
            ],
        };

    private static async IAsyncEnumerable<ImportedSample> CachedAsync(
        ImmutableArray<ExtensionsAiFolder.CachedAnswer> answers,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var epochs = new EpochCounter();
        foreach (var answer in answers)
        {
            await foreach (var part in JsonWalk.RowsAsync(answer.File, cancellationToken))
            {
                yield return ExtensionsAiResult.Cached(part.Read(), Task, answer.Scenario, part.At) with
                {
                    Epoch = epochs.Next(answer.Scenario),
                };
                break;
            }
        }
    }
}
