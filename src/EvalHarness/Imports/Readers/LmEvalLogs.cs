using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports.Readers;

/// <summary>lm-evaluation-harness: <c>results_*.json</c> with the <c>samples_*.jsonl</c> beside it, or either alone.</summary>
[Keyword("lm_eval")]
public sealed partial record LmEvalLogs : ILogReader
{
    /// <inheritdoc/>
    public string Tool => "lm-evaluation-harness";

    /// <inheritdoc/>
    public async ValueTask<ImportedLog?> OpenAsync(LogPlace place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (IsResults(place))
        {
            return await OpenAsync(place.Path, SamplesBeside(place.Path), cancellationToken);
        }

        if (!IsSamples(place))
        {
            return null;
        }

        // One file of samples stands for its task alone, with what the totals beside it say of it.
        var named = SamplesName().Match(place.Name);
        string? results = named.Success
            ? Path.Combine(Path.GetDirectoryName(place.Path)!, $"results_{named.Groups["stamp"].Value}.json")
            : null;
        string task = named.Success ? named.Groups["task"].Value : Path.GetFileNameWithoutExtension(place.Name);
        return await OpenAsync(File.Exists(results) ? results : null, [(task, place.Path)], cancellationToken);
    }

    private async Task<ImportedLog> OpenAsync(
        string? results,
        (string Task, string File)[] samples,
        CancellationToken cancellationToken
    )
    {
        string folder = Path.GetDirectoryName(results ?? samples[0].File)!;
        var head = results is null
            ? LmEvalHead.Unknown(Path.GetFileName(folder), samples.Select(file => file.Task))
            : await LmEvalHead.ReadAsync(results, Tool, cancellationToken);
        var tasks = head.Evaluations.Select(one => one.Task).ToHashSet(StringComparer.Ordinal);
        if (results is not null && samples is [var only] && SamplesBeside(results).Length > 1)
        {
            tasks.IntersectWith([only.Task]);
        }

        string model = head.Evaluations.Length > 0 ? head.Evaluations[0].Model : "";
        return new ImportedLog(
            Tool,
            head.Version,
            DataFile.Shown(results ?? samples[0].File),
            [
                .. head.Evaluations.Where(one => tasks.Contains(one.Task)),
                .. samples
                    .Where(file => head.Evaluations.All(one => one.Task != file.Task))
                    .Select(file => new ImportedEvaluation(file.Task, model)),
            ]
        )
        {
            Files = [.. samples.Select(file => file.File).Prepend(results).OfType<string>()],
            ReadAsync = ending => ReadAsync(samples, model, head.Filters, ending),
            Notes =
            [
                .. head.Notes,
                .. tasks
                    .Where(task => Array.TrueForAll(samples, file => file.Task != task))
                    .Order(StringComparer.Ordinal)
                    .Select(task => $"{task}: totals alone, without a file of samples."),
            ],
        };
    }

    private static bool IsResults(LogPlace place) =>
        !place.IsFolder
        && !place.IsList
        && place.Has("results")
        && !place.Has("results.results")
        && !place.Has("results.version")
        && (
            place.Has("versions")
            || place.Has("config")
            || place.Has("lm_eval_version")
            || place.NamesIn("results").Any(task => place.NamesIn($"results.{task}").Any(IsMetric))
        );

    private static bool IsMetric(string name) => name.Contains(",none", StringComparison.Ordinal) || name == "alias";

    private static bool IsSamples(LogPlace place) =>
        place.Has("doc_id") && (place.Has("resps") || place.Has("filtered_resps"));

    private static (string Task, string File)[] SamplesBeside(string results)
    {
        string name = Path.GetFileNameWithoutExtension(results);
        string stamp = name.StartsWith("results_", StringComparison.Ordinal) ? name["results".Length..] : "";
        return
        [
            .. Directory
                .EnumerateFiles(Path.GetDirectoryName(results)!, "samples_*")
                .Select(file => (Match: SamplesName().Match(Path.GetFileName(file)), File: file))
                .Where(one => one.Match.Success && $"_{one.Match.Groups["stamp"].Value}" == stamp)
                .Select(one => (one.Match.Groups["task"].Value, one.File))
                .OrderBy(one => one.Item1, StringComparer.Ordinal),
        ];
    }

    private static async IAsyncEnumerable<ImportedSample> ReadAsync(
        (string Task, string File)[] files,
        string model,
        ImmutableDictionary<string, int> filters,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var (task, file) in files)
        {
            var epochs = new EpochCounter();
            await foreach (var row in JsonWalk.RowsAsync(file, cancellationToken))
            {
                var line = row.Read();
                if (line.ValueKind != JsonValueKind.Object || line.Text("doc_id") is not { } id)
                {
                    throw new DocumentException(new Fault(row.At, "a line without 'doc_id'", "one sample a line"));
                }

                string filter = line.Text("filter") ?? "";
                bool isOnly = filters.GetValueOrDefault(task, 1) <= 1;
                string variant = isOnly || filter == "none" ? "" : filter;
                yield return new LmEvalLine(line).ToSample(task, model, id, row.At) with
                {
                    Variant = variant,
                    Epoch = epochs.Next(id, filter),
                };
            }
        }
    }

    [GeneratedRegex(
        @"^samples_(?<task>.+)_(?<stamp>\d{4}-\d\d-\d\dT[\d.:-]+?)\.jsonl(\.gz|\.zst)?$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex SamplesName();
}
