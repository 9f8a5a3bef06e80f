using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>A small model first, and a big one where the small one is unsure; cost and latency of both add up.</summary>
/// <remarks>
/// Both are models of the suite, live or replayed, and each is asked as the suite says: once, whoever else of the run wants
/// the same answer, with its own limits, price and cache. An answer of the first that is empty, unusable or without a
/// probability never stands. Where a model that must be asked fails, the cascade fails: no other answer takes its place. A
/// model that is needed here alone says <c>only_in_teams: true</c>. A threshold tuned on the samples that it is scored on flatters
/// the cascade: <c>evalharness cascade</c> cross-fits it.
/// </remarks>
/// <param name="First">Name of the model that is always asked.</param>
/// <param name="Then">Name of the model that is asked when the first one's answer does not stand.</param>
/// <param name="AcceptWhen">When the first one's answer stands.</param>
[Keyword("cascade")]
public sealed record Cascade(string First, string Then, AcceptWhen AcceptWhen) : ITeam
{
    /// <summary>The providers of the members that are known.</summary>
    private ImmutableArray<IModelProvider> Providers { get; init; } = [];

    /// <inheritdoc/>
    public ImmutableArray<string> Members => First == Then ? [First] : [First, Then];

    /// <inheritdoc/>
    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{First}, then {Then} where it is less than {AcceptWhen.Confidence.AtLeast:0.###} sure"
        );

    /// <inheritdoc/>
    public bool IsLocal => Providers.Length > 0 && Providers.All(provider => provider.IsLocal);

    /// <inheritdoc/>
    public bool IsRecorded => Providers.Any(provider => provider.IsRecorded);

    /// <inheritdoc/>
    public ITeam Over(IReadOnlyDictionary<string, IModelProvider> providers) =>
        this with
        {
            Providers = Team.Providers(Members, providers),
        };

    /// <inheritdoc/>
    public async ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        var peers = Team.PeersOf(context);
        string first = await peers.FingerprintAsync(First, cancellationToken);
        string then = await peers.FingerprintAsync(Then, cancellationToken);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"cascade {AcceptWhen.Confidence.AtLeast:R} ({first}) ({then})"
        );
    }

    /// <inheritdoc/>
    public async ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken) =>
        new Client(this, Team.PeersOf(context), await Team.ConnectAsync(Members, context, cancellationToken));

    private sealed class Client(Cascade cascade, ModelPeers peers, Team team) : WholeAnswerClient
    {
        public override async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            var first = await team[cascade.First].GetResponseAsync(messages, options, cancellationToken);
            var said = peers.Read(first);
            var why = cascade.AcceptWhen.Confidence.Check(said);
            if (why == RouteReason.Sure)
            {
                return Team.Answer(new([cascade.First], why, said.Confidence), first);
            }

            var then = await team[cascade.Then].GetResponseAsync(messages, options, cancellationToken);
            return Team.Answer(new([cascade.First, cascade.Then], why, said.Confidence), first, then);
        }

        protected override void Dispose(bool disposing)
        {
            team.Dispose();
            base.Dispose(disposing);
        }
    }
}
