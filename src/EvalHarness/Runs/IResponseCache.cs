using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>Answers of earlier runs, and of those that go on beside this one, by the identity of the request.</summary>
internal interface IResponseCache
{
    /// <summary>
    /// The answer that another run got to the same request, waited for where one is asking just now; null when there is none:
    /// then the request is the caller's to ask, until it adds the response or gives the request up.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask<Response?> FindAsync(Request request, CancellationToken cancellationToken);

    /// <summary>Keeps an answer for later runs; what is no answer is not kept.</summary>
    /// <param name="response">The response.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask AddAsync(Response response, CancellationToken cancellationToken);

    /// <summary>Lets others ask a request that came to no response.</summary>
    /// <param name="request">The request.</param>
    void GiveUp(Request request);
}
