using EvalHarness.Models;

namespace EvalHarness.Runs;

/// <summary>The limits of a model within one process: its own, then those of the server that it shares with others.</summary>
/// <param name="own">Requests and tokens a minute of this model.</param>
/// <param name="server">The limits of its server.</param>
internal sealed class ModelLimit(RateLimit own, ServerLimit server)
{
    /// <summary>
    /// One paced request at a time waits for a place at the server: places would otherwise be held by requests whose minute has not
    /// come, and requests that waited together would be sent together.
    /// </summary>
    private readonly ConcurrencyWindow? turnstile = own.IsBounded ? new ConcurrencyWindow(1, 1) : null;

    /// <summary>Requests that the server has now.</summary>
    public int InFlight => server.Window.InUse;

    /// <summary>What the server bills at worst.</summary>
    public WorstBill Bills => server.Bills;

    /// <summary>Waits for the turn of an attempt.</summary>
    /// <param name="estimatedTokens">Tokens that it will take, prompt and answer, as far as known.</param>
    /// <param name="cancellationToken">Ends the waiting; the turn is given back.</param>
    /// <returns>The turn, to be given back with <see cref="Return"/>.</returns>
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

    /// <summary>Gives the turn back when the attempt is over.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="load">What the attempt showed.</param>
    public void Return(long turn, Load load) => server.Window.Return(turn, load);

    /// <summary>Puts right the bill of a request whose tokens were estimated.</summary>
    /// <param name="estimatedTokens">What was estimated.</param>
    /// <param name="actualTokens">What it took.</param>
    public void Correct(long estimatedTokens, long actualTokens)
    {
        own.Correct(estimatedTokens, actualTokens);
        server.Rate.Correct(estimatedTokens, actualTokens);
    }

    /// <summary>The backend asked to be left alone for a while: all requests to it wait, not only the one refused.</summary>
    /// <param name="duration">For how long.</param>
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
