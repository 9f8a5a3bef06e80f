using EvalHarness.Models;

namespace EvalHarness.Hosted;

/// <summary>Fails a redirect before the official client sees it.</summary>
/// <remarks>
/// The client of the Responses interface follows redirects within the same host by itself, prompt and key with them, and
/// throws at any other (OpenAI 2.15.0).
/// </remarks>
/// <param name="connections">What sends.</param>
/// <param name="faults">Words for failures.</param>
internal sealed class RedirectRefusal(HttpMessageHandler connections, HttpFaults faults)
    : DelegatingHandler(connections)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var reply = await base.SendAsync(request, cancellationToken);
        if ((int)reply.StatusCode is >= 300 and < 400 and var status)
        {
            reply.Dispose();
            throw faults.Redirect(status);
        }

        return reply;
    }
}
