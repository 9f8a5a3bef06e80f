using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>Lets each call wait for its turn under a <see cref="RateLimit"/>.</summary>
/// <remarks>
/// Stands outside of timeouts and meters, so that waiting counts for neither. Tokens are estimated before a call (a token
/// for four characters, and all that the answer may have) and put right after it.
/// </remarks>
/// <param name="inner">The client that is paced.</param>
/// <param name="limit">The limit; may be shared by several clients.</param>
public sealed class RateLimitingChatClient(IChatClient inner, RateLimit limit) : DelegatingChatClient(inner)
{
    private const int CharactersPerToken = 4;

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var list = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        long estimate = list.Sum(message => (long)message.Text.Length) / CharactersPerToken;
        estimate += options?.MaxOutputTokens ?? 0;
        await limit.WaitAsync(estimate, cancellationToken);
        var response = await base.GetResponseAsync(list, options, cancellationToken);
        if (response.Usage is { InputTokenCount: { } input, OutputTokenCount: { } output })
        {
            limit.Correct(estimate, input + output);
        }

        return response;
    }
}
