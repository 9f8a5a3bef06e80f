using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>One model or another for each sample, chosen before either answers: "replace one expert with yours".</summary>
/// <remarks>
/// The choice is made by a field of the sample, by the label that a classifier of the suite gives it, by how sure a
/// classifier is (<c>sure</c> or <c>unsure</c>), or by the task. Asking the classifier costs what it costs; its cost and latency add up. A
/// value without a route goes to <c>otherwise:</c>. Where a model that must be asked fails, the router fails. A model that is
/// needed here alone says <c>only_in_teams: true</c>.
/// </remarks>
/// <param name="To">The model for each slice, label, task, or of <c>sure</c> and <c>unsure</c>.</param>
/// <param name="Otherwise">The model for all else.</param>
/// <param name="Slice">Field of the sample that decides; none by default.</param>
/// <param name="Label">Model whose label decides; none by default.</param>
/// <param name="Confidence">Model whose confidence decides; none by default.</param>
/// <param name="AtLeast">Probability from which on that model is sure; 0.8 by default.</param>
/// <param name="ByTask">Whether the name of the task decides, as where a specialised model stands beside a general one; false by default.</param>
[Keyword("router")]
public sealed record Router(
    IReadOnlyDictionary<string, string> To,
    string Otherwise,
    string? Slice = null,
    string? Label = null,
    string? Confidence = null,
    [Range(0.0, 1.0)] double AtLeast = 0.8,
    bool ByTask = false
) : ITeam
{
    /// <summary>The field that decides; null when a model or the task does.</summary>
    public string? Slice { get; } =
        new[] { Slice, Label, Confidence }.Count(way => way is not null) + (ByTask ? 1 : 0) == 1
            ? Slice
            : throw new ArgumentException(
                "one of slice:, label:, confidence: and by_task: must say how to route",
                nameof(Slice)
            );

    /// <summary>The providers of the members that are known.</summary>
    private ImmutableArray<IModelProvider> Providers { get; init; } = [];

    /// <inheritdoc/>
    public ImmutableArray<string> Members =>
        [.. new[] { Label, Confidence, Otherwise }.Concat(To.Values).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public string Description =>
        $"routed by {Slice ?? Label ?? Confidence ?? "task"} to {string.Join(", ", To.Values.Append(Otherwise).Distinct(StringComparer.Ordinal))}";

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
        var members = new List<string>();
        foreach (string member in Members)
        {
            members.Add($"{member}={await peers.FingerprintAsync(member, cancellationToken)}");
        }

        var routes = To.OrderBy(route => route.Key, StringComparer.Ordinal)
            .Select(route => $"{route.Key}:{route.Value}");
        return FormattableString.Invariant(
            $"router {Slice}/{Label}/{Confidence}/{AtLeast:R}{(ByTask ? " by task" : "")} {string.Join(",", routes)},:{Otherwise} ({string.Join("; ", members)})"
        );
    }

    /// <inheritdoc/>
    public async ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken) =>
        new Client(this, Team.PeersOf(context), await Team.ConnectAsync(Members, context, cancellationToken));

    /// <summary>What a sample is routed by; null when it has no such field, or where a model decides.</summary>
    /// <param name="sample">The sample asked about, whose slice decides.</param>
    internal string? ValueOf(Sample sample) =>
        Slice is null ? null : sample.Slices.GetValueOrDefault(Slice) ?? sample.Fields.GetValueOrDefault(Slice);

    private string Route(string? key) => key is not null && To.TryGetValue(key, out string? model) ? model : Otherwise;

    private sealed class Client(Router router, ModelPeers peers, Team team) : WholeAnswerClient
    {
        public override async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            if (router.ByTask || router.Slice is not null)
            {
                var request = LocalAnswer.RequestOf(options);
                string member = router.Route(router.ByTask ? request.Task : router.ValueOf(request.Sample));
                var only = await team[member].GetResponseAsync(messages, options, cancellationToken);
                return Team.Answer(new([member], router.ByTask ? RouteReason.Task : RouteReason.Slice), only);
            }

            string asked = router.Label ?? router.Confidence!;
            var first = await team[asked].GetResponseAsync(messages, options, cancellationToken);
            var said = peers.Read(first);
            var (key, why) = Choose(said);
            string chosen = router.Route(key);
            if (chosen == asked)
            {
                return Team.Answer(new([asked], why, said.Confidence), first);
            }

            var then = await team[chosen].GetResponseAsync(messages, options, cancellationToken);
            return Team.Answer(new([asked, chosen], why, said.Confidence), first, then);
        }

        protected override void Dispose(bool disposing)
        {
            team.Dispose();
            base.Dispose(disposing);
        }

        private (string? Key, RouteReason Why) Choose(PeerAnswer answer)
        {
            if (router.Label is not null)
            {
                return (answer.Value, answer.Value is null ? RouteReason.NoAnswer : RouteReason.Label);
            }

            var why = new ConfidenceBound(router.AtLeast).Check(answer);
            return (why == RouteReason.Sure ? "sure" : "unsure", why);
        }
    }
}
