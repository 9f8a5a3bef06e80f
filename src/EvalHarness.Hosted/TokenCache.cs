using EvalHarness.Core;

namespace EvalHarness.Hosted;

/// <summary>Keeps a token until shortly before it expires; all requests share one.</summary>
/// <param name="fetch">Fetches a new one.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenCache(Func<CancellationToken, Task<AccessToken>> fetch, TimeProvider time) : IDisposable
{
    /// <summary>A request that is sent in time must still be good when it arrives, and long answers are checked at their start.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>How long a token is kept that does not say when it expires: the shortest that identity services give.</summary>
    private static readonly TimeSpan Unknown = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private (string Token, DateTimeOffset Until)? kept;

    /// <summary>The last two tokens: what is under way may still hold the one before.</summary>
    public IReadOnlyList<Secret> Sent { get; private set; } = [];

    /// <summary>A token that is good for a while.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (kept is { } one && now < one.Until)
            {
                return one.Token;
            }

            var fresh = await fetch(cancellationToken);

            // One that lives shorter than the margin is used once.
            kept = (fresh.Text, fresh.ExpiresAt is { } end ? end - Margin : now + Unknown);
            Sent = [.. Sent.TakeLast(1), new Secret(fresh.Text)];
            return fresh.Text;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The service did not take it: the next request fetches another.</summary>
    public void Forget() => kept = null;

    public void Dispose() => gate.Dispose();
}
