using EvalHarness.Core;
using EvalHarness.Imports;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Recordings;

/// <summary>Gives each request the answer that another tool's log has to its sample.</summary>
/// <param name="answers">The answers; disposed with this client.</param>
/// <param name="name">Name of the model in the suite, for messages.</param>
internal sealed class ImportedClient(ImportedAnswers answers, string name) : WholeAnswerClient
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = LocalAnswer.RequestOf(options);
        var found = request.IsVerdict ? null : answers.Answer(request.Task, request.Sample, request.Epoch);
        return Task.FromResult(found ?? Missing(request));
    }

    protected override void Dispose(bool disposing)
    {
        answers.Dispose();
        base.Dispose(disposing);
    }

    private ChatResponse Missing(Request request)
    {
        string why = request.IsVerdict
            ? "logs of other tools hold no verdicts of judges"
            : answers.Find(request.Task, request.Sample).Kind switch
            {
                MatchKind.Conflict => "the logs have other content under the id of sample",
                MatchKind.Ambiguous => "the logs have several samples with the content of sample",
                _ => "the logs have no answer to sample",
            };
        string repeat = request.Epoch == 0 ? "" : $", repeat {request.Epoch}";
        string which = request.IsVerdict ? "" : $" '{VisibleText.Id(request.Sample.Id)}'{repeat}";
        var response = new ChatResponse();
        response.SetDetails(
            new ResponseDetails
            {
                IsRecorded = true,
                Outcome = Outcome.NotRun,
                Failure = new Failure("recording", null, $"model '{name}': {why}{which}"),
            }
        );
        return response;
    }
}
