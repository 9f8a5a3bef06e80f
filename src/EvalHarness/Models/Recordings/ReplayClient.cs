using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Recordings;

/// <summary>Gives each request the answer recorded for its sample, and each request of a judge what it said to the same words.</summary>
/// <param name="answers">The answers; disposed with this client.</param>
/// <param name="recorded">Name of the model as recorded.</param>
/// <param name="name">Name of the model in the suite, for messages.</param>
/// <param name="by">Field of the sample that stands in the recording for its id; null for the id.</param>
internal sealed class ReplayClient(RecordedAnswers answers, string recorded, string name, string? by)
    : WholeAnswerClient
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = LocalAnswer.RequestOf(options);
        var found = request.IsVerdict
            ? answers.FindVerdict(recorded, request.Prompt.Hash, request.Epoch)
            : answers.Find(recorded, request.Task, IdOf(request.Sample, by), request.Epoch);
        return Task.FromResult(found ?? Missing(request));
    }

    /// <summary>What a recording calls a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="by">Field that stands for its id; null for the id.</param>
    public static string IdOf(Sample sample, string? by) =>
        by is null ? sample.Id : sample.Fields.GetValueOrDefault(by, "");

    protected override void Dispose(bool disposing)
    {
        answers.Dispose();
        base.Dispose(disposing);
    }

    private ChatResponse Missing(Request request)
    {
        var response = new ChatResponse();
        string repeat = request.Epoch == 0 ? "" : $", repeat {request.Epoch}";
        string what = request.IsVerdict ? "verdict on this answer, asked for in these words," : "answer";
        string reason =
            $"model '{name}': no {what} was recorded for sample '{VisibleText.Id(request.Sample.Id)}'{repeat}";
        response.SetDetails(
            new ResponseDetails
            {
                IsRecorded = true,
                Outcome = Outcome.NotRun,
                Failure = new Failure("recording", null, reason),
            }
        );
        return response;
    }
}
