using System.Globalization;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>Gives each call so much time; a call that takes longer fails as transient.</summary>
/// <param name="inner">The client that is called.</param>
/// <param name="model">Name of the model, for the message.</param>
/// <param name="timeout">Longest time of a call.</param>
/// <param name="time">The clock.</param>
public sealed class AttemptTimeoutChatClient(IChatClient inner, string model, TimeSpan timeout, TimeProvider time)
    : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await base.GetResponseAsync(messages, options, either.Token);
        }
        catch (Exception e)
            when (late.IsCancellationRequested
                && !cancellationToken.IsCancellationRequested
                && e is OperationCanceledException or ModelException
            )
        {
            string text = string.Create(
                CultureInfo.InvariantCulture,
                $"model '{model}': no answer within {timeout.TotalSeconds:0.###} s"
            );
            throw new ModelException(new Failure("timeout", null, text), isTransient: true, inner: e);
        }
    }
}
