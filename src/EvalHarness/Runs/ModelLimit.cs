using EvalHarness.Models;

namespace EvalHarness.Runs;

/// <summary>The limits of a model within one process: its own, then those of the server that it shares with others.</summary>
/// <param name="own">Requests and tokens a minute of this model.</param>
/// <param name="server">The limits of its server.</param>
internal sealed class ModelLimit(RateLimit own, ServerLimit server) : ILimit
{
    /// <summary>
    /// One paced request at a time waits for a place at the server: places would otherwise be held by requests whose minute has not
    /// come, and requests that waited together would be sent together.
    /// </summary>
    private readonly ConcurrencyWindow? turnstile = own.IsBounded ? new ConcurrencyWindow(1, 1) : null;

    /// <inheritdoc/>
    public int InFlight => server.Window.InUse;

    /// <inheritdoc/>
    public WorstBill Bills => server.Bills;

    /// <inheritdoc/>
    public async ValueTask<long> TakeAsync(long estimatedTokens, CancellationToken cancellationToken)
    {
        long turn = await TakePlaceAsync(estimatedTokens, cancellationToken);
        try
        {
            await server.Rate.WaitAsync(estimatedTokens, cancellationToken);
            return turn;
        }
        catch
        {
            Return(turn, Load.Unknown);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Return(long turn, Load load) => server.Window.Return(turn, load);

    /// <inheritdoc/>
    public void Correct(long estimatedTokens, long actualTokens)
    {
        own.Correct(estimatedTokens, actualTokens);
        server.Rate.Correct(estimatedTokens, actualTokens);
    }

    /// <inheritdoc/>
    public void Pause(TimeSpan duration) => server.Rate.Pause(duration);

    private async ValueTask<long> TakePlaceAsync(long estimatedTokens, CancellationToken cancellationToken)
    {
        if (turnstile is null)
        {
            return await server.Window.TakeAsync(cancellationToken);
        }

        long passage = await turnstile.TakeAsync(cancellationToken);
        try
        {
            await own.WaitAsync(estimatedTokens, cancellationToken);
            return await server.Window.TakeAsync(cancellationToken);
        }
        finally
        {
            turnstile.Return(passage, Load.Unknown);
        }
    }
}
