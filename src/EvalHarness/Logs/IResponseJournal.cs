using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>Where responses are kept before anything else happens with them.</summary>
internal interface IResponseJournal
{
    /// <summary>Keeps a response and, the first time, the prompt that it answers.</summary>
    /// <param name="response">The response.</param>
    /// <param name="prompt">The prompt that it answers.</param>
    /// <param name="cancellationToken">Ends the waiting, not the writing.</param>
    /// <returns>Completes once the end of this process can no longer lose the response.</returns>
    ValueTask AppendAsync(Response response, Prompt prompt, CancellationToken cancellationToken);
}
