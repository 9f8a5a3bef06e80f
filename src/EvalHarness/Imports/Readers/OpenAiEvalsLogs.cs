using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Imports.Readers;

/// <summary>OpenAI evals: the JSONL of a run, with its specification, its events and, where it came to its end, its report.</summary>
/// <remarks>Events of samples that were asked at once stand mixed: a sample is told when its last event has been read.</remarks>
[Keyword("openai_evals")]
public sealed record OpenAiEvalsLogs : ILogReader
{
    /// <inheritdoc/>
    public string Tool => "OpenAI evals";

    /// <inheritdoc/>
    public async ValueTask<ImportedLog?> OpenAsync(LogPlace place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (!place.Has("spec.eval_name") && !place.Has("spec.base_eval") && !place.Has("spec.completion_fns"))
        {
            return null;
        }

        var head = await ReadAsync(place.Path, cancellationToken);
        return new ImportedLog(Tool, null, place.Shown, [head.Evaluation])
        {
            Files = [place.Path],
            ReadAsync = ending => ReadAsync(place.Path, head, ending),
            Notes =
                head.Evaluation.Status == ImportedStatus.Finished
                    ? []
                    : ["No final report: the run did not come to its end."],
        };
    }

    private static async Task<Head> ReadAsync(string file, CancellationToken cancellationToken)
    {
        JsonElement spec = default;
        JsonElement? report = null;
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        var metrics = new HashSet<string>(StringComparer.Ordinal);
        int number = 0;
        await foreach (var part in JsonWalk.RowsAsync(file, cancellationToken))
        {
            var row = part.Read();
            spec = spec.ValueKind == JsonValueKind.Undefined ? row.At("spec") ?? spec : spec;
            report = row.At("final_report") ?? report;
            if (row.Text("sample_id") is { } sample)
            {
                last[sample] = number;
                metrics.UnionWith(OpenAiEvalsSample.Metrics(row));
            }

            number++;
        }

        return new Head(
            new ImportedEvaluation(spec.Text("eval_name") ?? spec.Text("base_eval") ?? "", Model(spec))
            {
                Status = report is null ? ImportedStatus.Unfinished : ImportedStatus.Finished,
                Samples = last.Count,
                StartedAt = spec.Time("created_at"),
                Protocol = new ImportedProtocol(
                    FewShot: spec.Whole("run_config", "eval_spec", "args", "num_few_shot")
                        ?? spec.Whole("run_config", "eval_spec", "args", "num_few_shots")
                ),
                Totals = [.. Totals(report ?? default, metrics)],
            },
            last
        );
    }

    private static string Model(JsonElement spec) =>
        spec.Items("completion_fns").Select(ImportedJson.Of).FirstOrDefault()
        ?? spec.Items("model_names", "completions").Select(ImportedJson.Of).FirstOrDefault()
        ?? spec.Text("model_name")
        ?? "";

    private static IEnumerable<ImportedTotal> Totals(JsonElement report, HashSet<string> metrics)
    {
        foreach (var one in report.Properties())
        {
            // The tool writes it so.
            if (one.Name is "boostrap_std" or "bootstrap_std")
            {
                continue;
            }

            string? mean =
                metrics.Contains(one.Name) ? one.Name
                : one.Name == "accuracy" && metrics.Contains(OpenAiEvalsSample.Match) ? OpenAiEvalsSample.Match
                : null;
            yield return new ImportedTotal(one.Name, ImportedJson.NumberOf(one.Value))
            {
                StandardError =
                    one.Name == "accuracy" ? report.Number("boostrap_std") ?? report.Number("bootstrap_std") : null,
                MeanOf = mean,
            };
        }
    }

    private static async IAsyncEnumerable<ImportedSample> ReadAsync(
        string file,
        Head head,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var open = new Dictionary<string, OpenAiEvalsSample>(StringComparer.Ordinal);
        int number = 0;
        await foreach (var part in JsonWalk.RowsAsync(file, cancellationToken))
        {
            var row = part.Read();
            if (row.Text("sample_id") is { } id)
            {
                if (!open.TryGetValue(id, out var sample))
                {
                    open[id] = sample = new OpenAiEvalsSample(id, part.At);
                }

                sample.Add(row);
                if (head.Last.GetValueOrDefault(id, number) <= number)
                {
                    open.Remove(id);
                    yield return sample.ToSample(head.Evaluation);
                }
            }

            number++;
        }
    }

    private sealed record Head(ImportedEvaluation Evaluation, Dictionary<string, int> Last);
}
