using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>What paces the requests to one model.</summary>
public interface ILimit
{
    /// <summary>Waits until the model may be sent a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask WaitAsync(Request request, CancellationToken cancellationToken);

    /// <summary>The backend asked to be left alone for a while: all requests to it wait, not only the one refused.</summary>
    /// <param name="duration">For how long.</param>
    void Pause(TimeSpan duration);
}
