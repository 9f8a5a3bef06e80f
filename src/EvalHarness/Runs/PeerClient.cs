using EvalHarness.Core;
using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>A model as a team asks it: with its own prompt, and with latency and cost in every response.</summary>
/// <param name="plan">How the model is asked.</param>
/// <param name="time">The clock.</param>
/// <param name="members">Where a model whose answers cost something is asked; null for one that answers here.</param>
/// <param name="inner">The client of a model that answers here, disposed with this one; null for the others.</param>
internal sealed class PeerClient(ModelPlan plan, TimeProvider time, TeamMembers? members, IChatClient? inner)
    : WholeAnswerClient
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var request =
            options.FindRequest() ?? throw new InvalidOperationException("the call is about no request of the engine");
        var asking = plan.Askings.First(asking => asking.Task == request.Task);
        var own = asking.About(plan.Model.Name, request.Sample).ElementAt(request.Epoch);
        return inner is null
            ? Answer(await members!.AskAsync(own).WaitAsync(cancellationToken))
            : await AskHereAsync(inner, own, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        inner?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<ChatResponse> AskHereAsync(IChatClient client, Request own, CancellationToken cancellationToken)
    {
        long sent = time.GetTimestamp();
        var response = await client.GetResponseAsync(own.Prompt.ToMessages(), own.ToChatOptions(), cancellationToken);
        var details = response.FindDetails() ?? new ResponseDetails();
        response.SetDetails(
            details with
            {
                Latency = details.Latency ?? (details.IsRecorded ? null : time.GetElapsedTime(sent)),
                CostUsd = details.CostUsd ?? CostOf(response),
            }
        );
        return response;
    }

    /// <summary>
    /// An answer of the run as its model gave it. One that failed fails the team: an answer of another member in its place
    /// would hide that.
    /// </summary>
    private ChatResponse Answer(Response response)
    {
        if (response.Failure is { } failure)
        {
            throw new ModelException(failure, isTransient: false);
        }

        var usage = TokenCounts.ToDetails(response.Usage);
        var chat = new ChatResponse(new ChatMessage(ChatRole.Assistant, response.Text ?? "")) { Usage = usage };
        chat.SetDetails(
            new ResponseDetails
            {
                Outcome = response.Outcome,
                FinishReason = response.FinishReason,
                Remarks = response.Remarks,
                Probabilities = response.Probabilities,
                Tokens = response.Tokens,
                Latency = response.Latency,
                AnsweredAt = response.AnsweredAt ?? response.At,
                CostUsd = response.CostUsd ?? MachineTime(response),
                Route = response.Route,
            }
        );
        return chat;
    }

    private decimal? MachineTime(Response response) =>
        response.Latency is { } busy ? plan.Model.Hosting?.CostUsd(busy) : null;

    private decimal? CostOf(ChatResponse response) =>
        plan.Model.Provider is { IsLocal: true, IsRecorded: false } ? 0m
        : TokenCounts.Read(response, out _) is { } tokens ? plan.Model.Price?.CostUsd(tokens)
        : null;
}
