using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Recordings;

/// <summary>Gives each request the answer recorded for its sample.</summary>
/// <param name="answers">The answers; disposed with this client.</param>
/// <param name="recorded">Name of the model as recorded.</param>
/// <param name="name">Name of the model in the suite, for messages.</param>
internal sealed class ReplayClient(RecordedAnswers answers, string recorded, string name) : WholeAnswerClient
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = LocalAnswer.RequestOf(options);
        var found = answers.Find(recorded, request.Task, request.Sample.Id, request.Epoch);
        return Task.FromResult(found ?? Missing(request));
    }

    protected override void Dispose(bool disposing)
    {
        answers.Dispose();
        base.Dispose(disposing);
    }

    private ChatResponse Missing(Request request)
    {
        var response = new ChatResponse();
        string repeat = request.Epoch == 0 ? "" : $", repeat {request.Epoch}";
        string reason =
            $"model '{name}': no answer was recorded for sample '{VisibleText.Id(request.Sample.Id)}'{repeat}";
        response.SetDetails(
            new ResponseDetails
            {
                IsRecorded = true,
                Outcome = Outcome.NotRun,
                Failure = new Failure("backend", null, reason),
            }
        );
        return response;
    }
}
