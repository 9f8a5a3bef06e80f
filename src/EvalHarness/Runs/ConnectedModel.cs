using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models.Batches;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>A model that can be asked.</summary>
/// <param name="Name">Name in the suite.</param>
/// <param name="Client">The client; the caller of the engine disposes of it.</param>
internal sealed record ConnectedModel(string Name, IChatClient Client)
{
    /// <summary>What the backend is called where it is asked; by default its name in the suite.</summary>
    public ModelIdentity Identity { get; init; } = new("", Name, null);

    /// <summary>Price of its tokens; null when unknown or when it has none.</summary>
    public Price? Price { get; init; }

    /// <summary>Whether its answers cost neither money nor a call: then no cache, budget or deadline concerns it.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whether it answers through other models of the run, which are paced, paid for and cached themselves.</summary>
    public bool IsTeam { get; init; }

    /// <summary>Whether a fleet asks it, and its client here can ask nothing.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Whether teams of the run ask it too.</summary>
    public bool IsMember { get; init; }

    /// <summary>How it is asked the tasks whose prompts show its own answers to the turns before, by task; empty for none.</summary>
    internal ImmutableDictionary<string, Asking> InTurn { get; init; } = ImmutableDictionary<string, Asking>.Empty;

    /// <summary>Whether an answer costs nothing by itself.</summary>
    internal bool IsFree => IsLocal || IsTeam;

    /// <summary>Where its requests are handed in by the batch; null (default) asks one by one.</summary>
    public IBatchService? Batches { get; init; }

    /// <summary>Most requests in a batch, if its service takes as many; 10,000 by default.</summary>
    public int BatchSize { get; init; } = 10_000;

    /// <summary>How long a batch is left alone before it is first looked at; later looks are further apart, up to a minute. A second by default.</summary>
    public TimeSpan FirstLook { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most requests in flight; 8 by default.</summary>
    public int InFlight { get; init; } = 8;

    /// <summary>How often and how long the world may fail before a request does.</summary>
    public RetryPolicy Retries { get; init; } = new();

    /// <summary>Takes the secrets that its declaration holds out of all that the backend says.</summary>
    public SecretMask Mask { get; init; } = SecretMask.None;

    /// <summary>The same with the tokens that its client fetched by itself, which it then gives as a list of secrets.</summary>
    internal SecretMask MaskOfAll
    {
        get
        {
            if (Client.GetService(typeof(IReadOnlyList<Secret>)) is not IReadOnlyList<Secret> { Count: > 0 } fetched)
            {
                return Mask;
            }

            if (covered?.Fetched != fetched)
            {
                covered = new Covered(fetched, new SecretMask(Mask.Secrets.Concat(fetched)));
            }

            return covered.Mask;
        }
    }

    /// <summary>What paces the requests to it; null (default) sends at once, except while the backend asks for a pause.</summary>
    public ILimit? Limit { get; init; }

    private Covered? covered;

    private sealed record Covered(IReadOnlyList<Secret> Fetched, SecretMask Mask);
}
