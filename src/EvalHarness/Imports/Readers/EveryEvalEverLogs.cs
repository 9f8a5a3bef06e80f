using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports.Readers;

/// <summary>Every Eval Ever: the JSON of an evaluation with the JSONL of its instances beside it, or either alone; versions 0.2 and 0.3.</summary>
[Keyword("every_eval_ever")]
public sealed record EveryEvalEverLogs : ILogReader
{
    private const string Instances = "_samples.jsonl";

    /// <inheritdoc/>
    public string Tool => "Every Eval Ever";

    /// <inheritdoc/>
    public async ValueTask<ImportedLog?> OpenAsync(LogPlace place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (place.Has("schema_version") && place.Has("evaluation_results") && place.Has("evaluation_id"))
        {
            return await WholeAsync(place.Path, cancellationToken);
        }

        if (!place.Has("schema_version") || !place.Has("evaluation_id") || !place.Has("sample_id"))
        {
            return null;
        }

        string? whole = place.Name.EndsWith(Instances, StringComparison.Ordinal)
            ? $"{place.Path[..^Instances.Length]}.json"
            : null;
        return File.Exists(whole) && LogPlace.Of(whole).Has("evaluation_results")
            ? await WholeAsync(whole, cancellationToken)
            : await InstancesAsync(place.Path, cancellationToken);
    }

    private async Task<ImportedLog> WholeAsync(string file, CancellationToken cancellationToken)
    {
        var head = await EveryEvalEverHead.ReadAsync(file, cancellationToken);
        string? instances = Beside(file, head.Instances);
        return new ImportedLog(Tool, head.Version, DataFile.Shown(file), head.Evaluations(instances is not null))
        {
            Files = instances is null ? [file] : [file, instances],
            ReadAsync = ending =>
                instances is null ? AsyncEnumerable.Empty<ImportedSample>() : ReadAsync(instances, head, ending),
            Notes =
                instances is not null ? []
                : head.Instances is null ? ["Totals alone, without instances."]
                : ["Totals alone: the file of instances that it names is not beside it."],
        };
    }

    private async Task<ImportedLog> InstancesAsync(string file, CancellationToken cancellationToken)
    {
        var found = new List<(string Task, string Model)>();
        string? version = null;
        await foreach (var part in JsonWalk.RowsAsync(DataFile.Open(file), DataFile.Shown(file), cancellationToken))
        {
            var row = new EveryEvalEverRow(part.Read(), part.At);
            version ??= row.Version;
            if (!found.Contains((row.Task, row.Model)))
            {
                found.Add((row.Task, row.Model));
            }
        }

        return new ImportedLog(
            Tool,
            version,
            DataFile.Shown(file),
            [.. found.Select(one => new ImportedEvaluation(one.Task, one.Model))]
        )
        {
            Files = [file],
            ReadAsync = ending => ReadAsync(file, null, ending),
            Notes = ["Instances alone, without totals."],
        };
    }

    /// <summary>The file of instances, by the name that the evaluation has for it or by its own; only in its folder.</summary>
    private static string? Beside(string file, string? named)
    {
        string folder = Path.GetDirectoryName(file)!;
        string?[] names =
        [
            named is null ? null : Path.GetFileName(named.Replace('\\', '/')),
            $"{Path.GetFileNameWithoutExtension(file)}{Instances}",
            $"{Path.GetFileNameWithoutExtension(file)}.jsonl",
        ];
        return names
            .Where(name => !string.IsNullOrEmpty(name))
            .Select(name => Path.Combine(folder, name!))
            .FirstOrDefault(File.Exists);
    }

    private static async IAsyncEnumerable<ImportedSample> ReadAsync(
        string file,
        EveryEvalEverHead? head,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var epochs = new EpochCounter();
        await foreach (var part in JsonWalk.RowsAsync(DataFile.Open(file), DataFile.Shown(file), cancellationToken))
        {
            var row = new EveryEvalEverRow(part.Read(), part.At);
            var (task, metric, variant) = head?.Of(row.ResultId, row.Task) ?? (row.Task, "score", "");
            string model = head?.Model ?? row.Model;
            yield return row.ToSample(metric) with
            {
                Task = task,
                Model = model,
                Variant = variant,
                Epoch = epochs.Next(task, model, row.Id, variant),
            };
        }
    }
}
