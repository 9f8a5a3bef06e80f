using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>Answers of earlier runs, by the identity of the request.</summary>
internal interface IResponseCache
{
    /// <summary>The answer that an earlier run got to the same request; null when there is none.</summary>
    /// <param name="request">The request.</param>
    Response? Find(Request request);

    /// <summary>Keeps an answer for later runs; what is no answer is not kept.</summary>
    /// <param name="response">The response.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask AddAsync(Response response, CancellationToken cancellationToken);
}
