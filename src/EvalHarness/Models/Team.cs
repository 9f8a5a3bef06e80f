using System.Collections.Immutable;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>The connected members of a team, and their answers as one.</summary>
internal sealed class Team(Dictionary<string, IChatClient> clients) : IDisposable
{
    /// <summary>The client of a member.</summary>
    public IChatClient this[string member] => clients[member];

    public static ImmutableArray<IModelProvider> Providers(
        IEnumerable<string> members,
        IReadOnlyDictionary<string, IModelProvider> providers
    ) => [.. members.Where(providers.ContainsKey).Select(member => providers[member])];

    /// <exception cref="InvalidOperationException">The caller is not our engine.</exception>
    public static ModelPeers PeersOf(ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Peers
            ?? throw new InvalidOperationException("A model that answers through others needs them in its context.");
    }

    public static async ValueTask<Team> ConnectAsync(
        IEnumerable<string> members,
        ModelContext context,
        CancellationToken cancellationToken
    )
    {
        var peers = PeersOf(context);
        var clients = new Dictionary<string, IChatClient>(StringComparer.Ordinal);
        try
        {
            foreach (string member in members)
            {
                clients[member] = await peers.ConnectAsync(member, cancellationToken);
            }

            return new Team(clients);
        }
        catch
        {
            Dispose(clients);
            throw;
        }
    }

    /// <summary>The answer of the member asked last, with the usage, cost and latency of all that were asked for it.</summary>
    /// <param name="route">Who was asked; the last one stands as the version of the model.</param>
    /// <param name="asked">Their responses, in the same order.</param>
    public static ChatResponse Answer(Route route, params ReadOnlySpan<ChatResponse> asked)
    {
        var answer = asked[^1];
        var details = answer.FindDetails() ?? new ResponseDetails();
        UsageDetails? usage = null;
        (decimal? cost, TimeSpan? latency, DateTimeOffset? answeredAt) = (0m, TimeSpan.Zero, null);
        foreach (var response in asked)
        {
            if (response.Usage is { } one)
            {
                (usage ??= new UsageDetails()).Add(one);
            }

            // What is unknown of one is unknown of the sum.
            var known = response.FindDetails();
            cost += known?.CostUsd;
            latency += known?.Latency;
            answeredAt = known?.AnsweredAt > answeredAt || answeredAt is null ? known?.AnsweredAt : answeredAt;
        }

        var team = new ChatResponse([.. answer.Messages]) { FinishReason = answer.FinishReason, Usage = usage };
        team.SetDetails(
            details with
            {
                FinishReason = details.FinishReason ?? answer.FinishReason?.Value,
                ModelVersion = route.Asked[^1],
                CostUsd = cost,
                Latency = latency,
                IsRecorded = latency is null,
                AnsweredAt = answeredAt,
                Route = route,
            }
        );
        return team;
    }

    public void Dispose() => Dispose(clients);

    private static void Dispose(Dictionary<string, IChatClient> clients)
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }
    }
}
