using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports.Readers;

/// <summary>HELM: the folder of a run, with <c>run_spec.json</c>, <c>scenario_state.json</c>, <c>per_instance_stats.json</c> and <c>stats.json</c>.</summary>
/// <remarks>
/// Train trials, which show other solved examples before the same question, are repeats of a sample. Perturbed copies and other splits than
/// <c>test</c> are variants. Of all files but <c>per_instance_stats.json</c> one part at a time is held; of that one the scores alone.
/// </remarks>
[Keyword("helm")]
public sealed record HelmLogs : ILogReader
{
    private const string Spec = "run_spec.json";
    private const string State = "scenario_state.json";
    private const string Scores = "per_instance_stats.json";
    private const string Totals = "stats.json";

    /// <inheritdoc/>
    public string Tool => "HELM";

    /// <inheritdoc/>
    public async ValueTask<ImportedLog?> OpenAsync(LogPlace place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        string? folder =
            place.IsFolder ? place.Path
            : place.Name is Spec or State or Scores or Totals ? Path.GetDirectoryName(place.Path)
            : null;
        if (folder is null || !File.Exists(Path.Combine(folder, Spec)))
        {
            return null;
        }

        var spec = LogPlace.Of(Path.Combine(folder, Spec));
        return spec.Has("adapter_spec") || spec.Has("scenario_spec") || spec.Has("scenario")
            ? await OpenAsync(folder, cancellationToken)
            : null;
    }

    private async Task<ImportedLog> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        string[] files =
        [
            .. new[] { Spec, State, Scores, Totals }.Select(name => Path.Combine(folder, name)).Where(File.Exists),
        ];
        var run = await HelmRun.ReadAsync(Path.Combine(folder, Spec), cancellationToken);
        string? scores = Array.Find(files, file => Path.GetFileName(file) == Scores);
        string? totals = Array.Find(files, file => Path.GetFileName(file) == Totals);
        string? state = Array.Find(files, file => Path.GetFileName(file) == State);
        var names = await HelmScores.NamesAsync(scores, cancellationToken);
        var (evaluation, splits) = await HelmTotals.ReadAsync(run.Evaluation, totals, names, cancellationToken);
        return new ImportedLog(
            Tool,
            null,
            DataFile.Shown(folder),
            [
                evaluation with
                {
                    Status = totals is null || state is null ? ImportedStatus.Unfinished : ImportedStatus.Finished,
                },
            ]
        )
        {
            Files = [.. files],
            ReadAsync = ending =>
                state is null ? AsyncEnumerable.Empty<ImportedSample>() : ReadAsync(run, state, scores, splits, ending),
            Notes =
            [
                .. state is null ? [$"No {State}: totals alone, without samples."] : Array.Empty<string>(),
                .. scores is null ? [$"No {Scores}: samples without scores."] : Array.Empty<string>(),
                .. totals is null ? [$"No {Totals}: the run did not come to its end."] : Array.Empty<string>(),
            ],
        };
    }

    private static async IAsyncEnumerable<ImportedSample> ReadAsync(
        HelmRun run,
        string file,
        string? scoresFile,
        ImmutableArray<string> splits,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var scores = await HelmScores.ReadAsync(scoresFile, cancellationToken);
        var epochs = new EpochCounter();
        HelmRequest? before = null;
        await foreach (
            var part in JsonWalk.PropertiesAsync(
                DataFile.Open(file),
                DataFile.Shown(file),
                name => name == "request_states" ? JsonTake.Items : JsonTake.Nothing,
                cancellationToken
            )
        )
        {
            var request = new HelmRequest(part.Read(), part.At);
            // An option scored alone is a request of its own; all of a sample follow one another.
            if (before is { } one && request.IsOption && one.IsOption && request.Key == one.Key)
            {
                before = one.With(request);
                continue;
            }

            if (before is not null)
            {
                yield return Sample(before);
            }

            before = request;
        }

        if (before is not null)
        {
            yield return Sample(before);
        }

        ImportedSample Sample(HelmRequest request)
        {
            int repeat = epochs.Next(request.Key);
            return request.ToSample(run, scores.Of(request.Key, repeat), splits) with
            {
                Epoch = (request.TrainTrial * run.Trials) + repeat,
            };
        }
    }
}
