namespace EvalHarness.Runs;

/// <summary>What paces the attempts at a model: its turn is waited for before each, and given back after it.</summary>
internal interface ILimit
{
    /// <summary>Requests that the server has now, as far as this process sent them.</summary>
    int InFlight { get; }

    /// <summary>What the server bills at worst.</summary>
    WorstBill Bills { get; }

    /// <summary>Waits for the turn of an attempt.</summary>
    /// <param name="estimatedTokens">Tokens that it will take, prompt and answer, as far as known.</param>
    /// <param name="cancellationToken">Ends the waiting; the turn is given back.</param>
    /// <returns>The turn, to be given back with <see cref="Return"/>.</returns>
    ValueTask<long> TakeAsync(long estimatedTokens, CancellationToken cancellationToken);

    /// <summary>Gives the turn back when the attempt is over.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="load">What the attempt showed.</param>
    void Return(long turn, Load load);

    /// <summary>Puts right the bill of a request whose tokens were estimated.</summary>
    /// <param name="estimatedTokens">What was estimated.</param>
    /// <param name="actualTokens">What it took.</param>
    void Correct(long estimatedTokens, long actualTokens);

    /// <summary>The backend asked to be left alone for a while: all requests to it wait, not only the one refused.</summary>
    /// <param name="duration">For how long.</param>
    void Pause(TimeSpan duration);
}
