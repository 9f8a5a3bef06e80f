using System.Collections.Immutable;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Files;
using EvalHarness.Reports.Exports;

namespace EvalHarness.Reports.Writers;

/// <summary>A run in Every Eval Ever 0.3: totals and instances of each task and model, in the folders of its data.</summary>
[Keyword("every_eval_ever")]
internal sealed record EveryEvalEverWriter : IReportWriter
{
    /// <inheritdoc/>
    public async Task<string> WriteAsync(Evaluation evaluation, string folder, CancellationToken cancellationToken)
    {
        string? first = null;
        await using var reader = new AnswerReader(evaluation, cancellationToken);
        foreach (var task in ExportTask.Of(evaluation))
        {
            ImmutableArray<EveryEvalEverModel> models =
            [
                .. Enumerable
                    .Range(0, task.Scores.Models.Length)
                    .Select(place => new EveryEvalEverModel(evaluation.Scores.Header, task, place)),
            ];
            await WriteAsync(evaluation, folder, reader, models, cancellationToken);
            first ??= models.IsEmpty ? null : Path.Combine(folder, models[0].File);
        }

        return first ?? folder;
    }

    private static async Task WriteAsync(
        Evaluation evaluation,
        string folder,
        AnswerReader reader,
        ImmutableArray<EveryEvalEverModel> models,
        CancellationToken cancellationToken
    )
    {
        if (models.IsEmpty)
        {
            return;
        }

        ImmutableArray<EveryEvalEverModel> answering = [.. models.Where(model => model.HasInstances)];
        var written = new Dictionary<int, EveryEvalEverFile>();
        await ManyFiles.WriteAsync(
            [.. answering.Select(model => Path.Combine(folder, model.Instances))],
            async (streams, token) =>
            {
                var files = new EveryEvalEverInstances?[models.Length];
                foreach (var (model, stream) in answering.Zip(streams))
                {
                    files[model.Place] = new EveryEvalEverInstances(model, evaluation.HasTexts, stream);
                }

                await foreach (var answer in reader.ReadAsync(models[0].Task.Scores, token))
                {
                    if (files[answer.Model] is { } file)
                    {
                        await file.WriteAsync(answer, token);
                    }
                }

                foreach (var model in answering)
                {
                    using var file = files[model.Place]!;
                    written[model.Place] = file.Written;
                }
            },
            cancellationToken
        );
        foreach (var model in models)
        {
            string path = Path.Combine(folder, model.File);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!model.HasInstances)
            {
                // Those of an earlier export would be taken for its own.
                File.Delete(Path.Combine(folder, model.Instances));
            }

            WholeFile.Write(
                path,
                stream => new EveryEvalEverTotals(model).Write(stream, written.GetValueOrDefault(model.Place))
            );
        }
    }
}
