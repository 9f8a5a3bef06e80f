using System.Collections.Concurrent;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Runs;

/// <summary>The journal of the judges: writes beside each verdict what it judges.</summary>
/// <param name="inner">The journal of the file.</param>
internal sealed class JudgementJournal(ResponseJournal inner) : IResponseJournal
{
    private readonly ConcurrentDictionary<(string Request, string Model), Judging> asked = new();

    /// <summary>Notes what a request is about, before it is asked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="judging">What its verdict will judge.</param>
    public void Note(Request request, Judging judging) => asked[(request.Id, request.Model)] = judging;

    /// <inheritdoc/>
    public ValueTask AppendAsync(Response response, Prompt prompt, CancellationToken cancellationToken) =>
        asked.TryRemove((response.RequestId, response.Model), out var judging)
            ? inner.AppendAsync(response with { Judging = judging }, prompt, cancellationToken)
            : throw new InvalidOperationException("a verdict that nobody asked for");
}
