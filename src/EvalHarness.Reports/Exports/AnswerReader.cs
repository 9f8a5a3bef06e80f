using System.Runtime.CompilerServices;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Exports;

/// <summary>Goes through all cells of a run once, task by task, with the responses beside them; no text is held in memory.</summary>
/// <param name="evaluation">The run.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class AnswerReader(Evaluation evaluation, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<LoggedAnswer> answers = LoggedAnswers
        .ReadAsync(evaluation.Folder, cancellationToken)
        .GetAsyncEnumerator(cancellationToken);

    private LoggedAnswer? next;
    private bool hasBegun;

    public ValueTask DisposeAsync() => answers.DisposeAsync();

    /// <summary>The cells of the next task: by sample, then model, then epoch. Tasks are read in the order of the suite.</summary>
    /// <param name="scores">Its scores.</param>
    /// <param name="ending">Ends the reading.</param>
    public async IAsyncEnumerable<ExportedAnswer> ReadAsync(
        TaskScores scores,
        [EnumeratorCancellation] CancellationToken ending = default
    )
    {
        if (!hasBegun)
        {
            hasBegun = true;
            await AdvanceAsync();
        }

        int epochs = scores.Task.Epochs;
        for (int sample = 0; sample < scores.Samples.Length; sample++)
        {
            ending.ThrowIfCancellationRequested();
            for (int model = 0; model < scores.Models.Length; model++)
            {
                for (int epoch = 0; epoch < epochs; epoch++)
                {
                    int cell = (sample * epochs) + epoch;
                    if (!IsNext(scores, sample, model, epoch))
                    {
                        yield return new ExportedAnswer(sample, model, epoch, cell, null, null);
                        continue;
                    }

                    var (response, prompt) = Shown(next!);
                    await AdvanceAsync();
                    yield return new ExportedAnswer(sample, model, epoch, cell, response, prompt);
                }
            }
        }
    }

    private async ValueTask AdvanceAsync() => next = await answers.MoveNextAsync() ? answers.Current : null;

    private bool IsNext(TaskScores scores, int sample, int model, int epoch) =>
        next?.Response is { } response
        && response.Epoch == epoch
        && response.SampleId == scores.Samples[sample].Id
        && response.Model == scores.Models[model].Name
        && response.Task == scores.Task.Name;

    private (Response Response, Prompt? Prompt) Shown(LoggedAnswer answer) =>
        evaluation.HasTexts
            ? (answer.Response, answer.Prompt)
            : (
                answer.Response with
                {
                    Text = null,
                    Reasoning = null,
                    ToolCalls = [],
                    Tokens = [],
                    Likelihoods = [],
                },
                null
            );
}
