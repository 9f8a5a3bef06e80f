using System.Globalization;
using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports.Readers;

/// <summary>promptfoo: an export as JSON, JSONL or CSV.</summary>
/// <remarks>
/// Repeats have other test indices and the same content: answers of one provider with one prompt to equal variables and assertions are
/// repeats of a sample. Only <c>failureReason</c> tells an error from a wrong answer, which fills <c>error</c> too.
/// </remarks>
[Keyword("promptfoo")]
public sealed record PromptfooLogs : ILogReader
{
    private const string Unnamed = "promptfoo";

    /// <inheritdoc/>
    public string Tool => "promptfoo";

    /// <inheritdoc/>
    public async ValueTask<ImportedLog?> OpenAsync(LogPlace place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (place.IsFolder || place.IsArchive)
        {
            return null;
        }

        if (
            place.Has("results.version")
            && (place.Has("results.results") || place.Has("results.stats") || place.Has("results.prompts"))
        )
        {
            var head = await PromptfooHead.ReadAsync(place.Path, cancellationToken);
            return await OpenAsync(
                place.Path,
                head,
                ending => PromptfooJson.ReadAsync(place.Path, true, ending),
                cancellationToken
            );
        }

        if (
            place.Has("vars")
            && place.Has("prompt")
            && place.Has("provider")
            && (place.Has("success") || place.Has("gradingResult"))
        )
        {
            return await OpenAsync(
                place.Path,
                PromptfooHead.None,
                ending => PromptfooJson.ReadAsync(place.Path, false, ending),
                cancellationToken
            );
        }

        return place.FirstLine.Contains(",Status,Score", StringComparison.Ordinal)
            ? await OpenAsync(
                place.Path,
                PromptfooHead.None with
                {
                    Notes =
                    [
                        "A CSV export: scores are rounded to two decimals, and it holds no costs, times or right answers.",
                    ],
                },
                ending => PromptfooCsv.ReadAsync(place.Path, ending),
                cancellationToken
            )
            : null;
    }

    private async Task<ImportedLog> OpenAsync(
        string file,
        PromptfooHead head,
        Func<CancellationToken, IAsyncEnumerable<PromptfooAnswer>> answers,
        CancellationToken cancellationToken
    )
    {
        var columns = new PromptfooColumns();
        await foreach (var answer in answers(cancellationToken))
        {
            columns.Add(answer);
        }

        string task = head.Description ?? Unnamed;
        return new ImportedLog(
            Tool,
            head.Version,
            DataFile.Shown(file),
            columns.Models.IsEmpty
                ?
                [
                    .. head
                        .Models.DefaultIfEmpty("")
                        .Select(model => new ImportedEvaluation(task, model) { StartedAt = head.StartedAt }),
                ]
                : [.. columns.Models.Select(model => Evaluation(task, model, head, columns))]
        )
        {
            Files = [file],
            ReadAsync = ending => ReadAsync(task, columns, answers(ending), ending),
            Notes = [.. head.Notes, .. Notes(head, columns)],
        };
    }

    private static ImportedEvaluation Evaluation(
        string task,
        string model,
        PromptfooHead head,
        PromptfooColumns columns
    ) =>
        new(task, model)
        {
            Samples = columns.Samples(model),
            Epochs = columns.Epochs(model),
            StartedAt = head.StartedAt,
            Protocol = new ImportedProtocol(Prompt: string.Join('\n', columns.Prompts(model).Select(head.Template))),
            Totals =
            [
                .. head.Totals.SelectMany(total =>
                    columns.Named(total.Column) is { } named && named.Model == model
                        ? total.Totals.Select(one => one with { Variant = named.Variant })
                        : []
                ),
            ],
        };

    private static IEnumerable<string> Notes(PromptfooHead head, PromptfooColumns columns)
    {
        if (head.Answers is { } told && told != columns.Answers + columns.Errors)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The totals are over {told} answers, the file holds {columns.Answers + columns.Errors}."
            );
        }

        if (columns.Errors > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{columns.Errors} of {columns.Answers + columns.Errors} ended with an error, which promptfoo counts as a score of 0."
            );
        }

        if (columns.Unasserted > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{columns.Unasserted} answers have no assertion, which promptfoo counts as passed."
            );
        }
    }

    private static async IAsyncEnumerable<ImportedSample> ReadAsync(
        string task,
        PromptfooColumns columns,
        IAsyncEnumerable<PromptfooAnswer> answers,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var epochs = new EpochCounter();
        await foreach (var answer in answers.WithCancellation(cancellationToken))
        {
            // A file that grew since it was opened may have further columns.
            var (model, variant) = columns.Named(answer.Column) ?? (answer.Model, answer.Prompt);
            yield return answer.Sample with
            {
                Task = task,
                Model = model,
                Variant = variant,
                Epoch = epochs.Next(answer.Column, answer.Sample.Id),
            };
        }
    }
}
