using System.Collections.Immutable;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>A backend that can be asked: the key <c>provider:</c> of a model and the keys that belong to it.</summary>
/// <remarks>
/// Implementations are sealed records marked with a keyword, whose constructor parameters are their YAML keys. A client
/// that needs more than the chat (a rule file looks at fields, a replay at the sample's id) finds the whole request with
/// <see cref="RequestOptions.FindRequest"/>.
/// </remarks>
public interface IModelProvider
{
    /// <summary>What kind of model this is unless the suite says <c>custom: true</c>.</summary>
    ModelKind Kind => ModelKind.General;

    /// <summary>One short line for the leaderboard, for example <c>rules, 212 entries</c>.</summary>
    string Description { get; }

    /// <summary>Whether answers cost neither money nor a network call, so that caching and retrying make no sense.</summary>
    bool IsLocal => false;

    /// <summary>Whether answers were given earlier and are played back, so that they cost what they cost then.</summary>
    bool IsRecorded => false;

    /// <summary>
    /// Whether it can send its requests to a batch service, which its client then gives as
    /// <see cref="Batches.IBatchService"/>; false by default.
    /// </summary>
    bool CanBatch => false;

    /// <summary>The address that is asked, where its server's limits are shared by all models that ask it; null (default) otherwise.</summary>
    Uri? Server => null;

    /// <summary>
    /// Most requests that it works on at a time, whatever the suite allows, together with all models whose <see cref="Server"/> is
    /// the same; null (default) sets no bound. The others wait where no deadline runs.
    /// </summary>
    int? MostInFlight => null;

    /// <summary>What it can tell of the likelihood of given continuations, as <see cref="Request.Likelihood"/> asks; nothing by default.</summary>
    LikelihoodSupport Likelihood => LikelihoodSupport.None;

    /// <summary>What it can do with the tools that a request offers (<see cref="Request.Tools"/>); nothing by default.</summary>
    ToolSupport Tools => ToolSupport.None;

    /// <summary>Whether the pictures of a prompt (<see cref="Turn.Images"/>) reach the model; false by default.</summary>
    bool TakesImages => false;

    /// <summary>The same model asked for its answers piece by piece; null (default) where that cannot be.</summary>
    IModelProvider? Streamed() => null;

    /// <summary>The same model asked for the likelihood of whole continuations; null (default) where its interface has no way to ask that.</summary>
    IModelProvider? Echoed() => null;

    /// <summary>
    /// Which of the settings asked for its requests cannot carry: a suite that asks for them is refused, since nothing may be
    /// dropped in silence; none by default.
    /// </summary>
    /// <param name="generation">The settings asked for.</param>
    ImmutableArray<UnsentSetting> Unsent(Generation generation) => [];

    /// <summary>
    /// All that decides the answers, in one canonical line: provider, endpoint, model name and revision, adapter; for
    /// models that read files, the files' hashes. No secrets.
    /// </summary>
    /// <param name="context">What the model is given.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken);

    /// <summary>Connects, loads or trains; sends no request.</summary>
    /// <param name="context">What the model is given.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken);
}
