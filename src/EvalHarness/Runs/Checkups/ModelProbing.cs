using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Suites;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs.Checkups;

/// <summary>Sends the probes to one model, one at a time, and gathers what they show.</summary>
/// <param name="suite">The suite.</param>
/// <param name="model">The model.</param>
/// <param name="connector">Connects it.</param>
/// <param name="budget">What the checkup may spend.</param>
/// <param name="options">How it is checked.</param>
internal sealed class ModelProbing(
    Suite suite,
    ModelSpec model,
    ModelConnector connector,
    IBudget budget,
    CheckupOptions options
)
{
    private readonly TaskPlan task = new(
        suite.Tasks[0],
        0,
        "",
        suite.Tasks[0].Answer.Labels.IsDefault ? [] : suite.Tasks[0].Answer.Labels
    );

    private readonly Dictionary<ModelAbility, List<Response>> responses = [];
    private readonly List<ChatResponse> chats = [];
    private readonly Dictionary<IModelProvider, (ConnectedModel Model, RequestSender Sender)> connected = [];
    private ILimit? limit;
    private string? stopped;

    /// <summary>Why the interface of a provider cannot carry a probe; null where it can.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="probe">The probe.</param>
    public static string? WhyNotSent(IModelProvider provider, Probe probe) =>
        probe.Variant(provider) is not { } asked ? "it has no such way"
        : asked.Unsent(probe.Generation) is [var unsent, ..] ? unsent.Reason
        : null;

    /// <summary>Sends all probes; only the first where that has no answer.</summary>
    /// <param name="probes">The probes, in order.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<ModelFinding> RunAsync(ImmutableArray<Probe> probes, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (place, probe) in probes.Index())
            {
                if (WhyNotSent(model.Provider, probe) is null && !await SendAsync(probe, place, cancellationToken))
                {
                    break;
                }
            }
        }
        catch (ModelException failed)
        {
            // It could not be connected; that a request failed is a response.
            stopped = failed.Failure.Message;
        }
        finally
        {
            foreach (var (one, _) in connected.Values)
            {
                one.Client.Dispose();
            }
        }

        return Finding(probes);
    }

    /// <returns>Whether to go on.</returns>
    private async Task<bool> SendAsync(Probe probe, int place, CancellationToken cancellationToken)
    {
        var (_, sender) = await ConnectAsync(probe.Variant(model.Provider)!, cancellationToken);
        var request = probe.To(model.Name, task.Task.Name, place);
        var sent = await sender.SendAsync(request, cancellationToken, cancellationToken);
        if (sent.Refused is { } refused)
        {
            stopped = refused;
            return false;
        }

        var response = sent.Response!;
        if (!responses.TryGetValue(probe.Ability, out var own))
        {
            responses[probe.Ability] = own = [];
        }

        own.Add(response);
        if (probe.Ability == ModelAbility.Chat && response.Outcome.IsMissing())
        {
            stopped = response.Failure?.Message ?? "no answer";
            return false;
        }

        return true;
    }

    private async Task<(ConnectedModel Model, RequestSender Sender)> ConnectAsync(
        IModelProvider provider,
        CancellationToken cancellationToken
    )
    {
        if (connected.TryGetValue(provider, out var known))
        {
            return known;
        }

        var spec = model with { Provider = provider };
        var one = await connector.ConnectAsync(spec, [task], cancellationToken);
        limit ??= one.Limit;
        var listening = one with
        {
            Client = new Listener(one.Client, chats),
            Retries = one.Retries with { Attempts = Math.Min(Checkup.Attempts, one.Retries.Attempts) },
        };
        var sender = new RequestSender(
            listening,
            limit!,
            budget,
            new SilentProgress(),
            options.Time,
            new Random(unchecked((int)suite.Seed))
        );
        return connected[provider] = (listening, sender);
    }

    private ModelFinding Finding(ImmutableArray<Probe> probes)
    {
        Response[] all = [.. responses.Values.SelectMany(one => one)];
        var chat = responses.GetValueOrDefault(ModelAbility.Chat)?[0];
        var repeats = responses.GetValueOrDefault(ModelAbility.Repeats) ?? [];
        var (prompts, other) = AbilityReader.RepeatedPrompts(repeats);
        return new ModelFinding(model.Name, stopped is null ? FindingStatus.Good : FindingStatus.Failed, stopped ?? "")
        {
            Description = model.Provider.Description,
            Latency = chat is { Failure: null } ? chat.Latency : null,
            FirstToken = all.FirstOrDefault(one => one.Stream is not null)?.Stream?.FirstToken,
            Served = all.FirstOrDefault(one => one.ModelVersion is not null)?.ModelVersion,
            IsOtherModel = all.Any(one => one.Remarks.Any(remark => remark.Kind == RemarkKind.OtherModel)),
            Abilities = [.. probes.DistinctBy(probe => probe.Ability).Select(Read)],
            Counts = chats.Count == 0 ? null : CountsOf(chats),
            Price = model.Price,
            RateLimits =
            [
                .. chats.Select(one => one.FindDetails()?.RateLimits ?? []).LastOrDefault(one => !one.IsEmpty, []),
            ],
            RepeatedPrompts = prompts,
            OtherAnswers = other,
            Requests = all.Sum(one => one.Attempts),
            CostUsd = all.All(one => one.CostUsd is not null || one.Failure is not null)
                ? all.Sum(one => one.CostUsd ?? 0)
                : null,
        };
    }

    private AbilityFinding Read(Probe probe) =>
        WhyNotSent(model.Provider, probe) is { } why ? new(probe.Ability, AbilityState.NotInInterface, why)
        : responses.GetValueOrDefault(probe.Ability) is { } own
            ? AbilityReader.Read(probe.Ability, own, options.MaxTokens)
        : new(probe.Ability, AbilityState.Unknown, "not asked");

    private static SentCounts CountsOf(List<ChatResponse> chats) =>
        new(
            chats.Exists(chat => chat.Usage?.InputTokenCount is not null),
            chats.Exists(chat => chat.Usage?.CachedInputTokenCount is not null),
            chats.Exists(chat => chat.Usage?.OutputTokenCount is not null),
            chats.Exists(chat => chat.Usage?.ReasoningTokenCount is not null)
        );

    /// <summary>Keeps what the backend said beyond what a response holds: which counts it sends, and its limits.</summary>
    private sealed class Listener(IChatClient inner, List<ChatResponse> chats) : DelegatingChatClient(inner)
    {
        public override async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            var chat = await base.GetResponseAsync(messages, options, cancellationToken);
            chats.Add(chat);
            return chat;
        }
    }
}
