using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>A model as a team asks it: with its own prompt, and with latency and cost in every response.</summary>
/// <param name="inner">The model's client; disposed with this one.</param>
/// <param name="plan">How the model is asked.</param>
/// <param name="time">The clock.</param>
internal sealed class PeerClient(IChatClient inner, ModelPlan plan, TimeProvider time) : WholeAnswerClient
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
        var sent = time.GetTimestamp();
        var response = await inner.GetResponseAsync(own.Prompt.ToMessages(), own.ToChatOptions(), cancellationToken);
        var details = response.FindDetails() ?? new ResponseDetails();
        response.SetDetails(
            details with
            {
                Latency = details.Latency ?? time.GetElapsedTime(sent),
                CostUsd = details.CostUsd ?? CostOf(response.Usage),
            }
        );
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }

    private decimal? CostOf(UsageDetails? usage) =>
        plan.Model.Provider is { IsLocal: true, IsRecorded: false } ? 0m
        : usage is { InputTokenCount: { } input, OutputTokenCount: { } output }
            ? plan.Model.Price?.CostUsd(new Core.Usage(input, usage.CachedInputTokenCount ?? 0, output))
        : null;
}
