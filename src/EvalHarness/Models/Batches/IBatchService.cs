using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Batches;

/// <summary>
/// A vendor's service for many requests at once, answered within a day at a lower price; a client that has one gives it by
/// <see cref="IChatClient.GetService"/>.
/// </summary>
/// <remarks>Nothing here is attempted twice: the engine does that, which first looks whether a batch is there already.</remarks>
public interface IBatchService
{
    /// <summary>Most requests in a batch.</summary>
    int MostRequests { get; }

    /// <summary>Most bytes of all requests of a batch together.</summary>
    long MostBytes { get; }

    /// <summary>A request as it stands in a batch.</summary>
    /// <param name="customId">What its result will be known by: <see cref="BatchTicket.CustomId"/>.</param>
    /// <param name="messages">The turns.</param>
    /// <param name="options">The settings.</param>
    ReadOnlyMemory<byte> Write(string customId, IEnumerable<ChatMessage> messages, ChatOptions options);

    /// <summary>Hands a batch in.</summary>
    /// <param name="ticket">What it is known by.</param>
    /// <param name="requests">Its requests as written.</param>
    /// <param name="cancellationToken">Ends the waiting; the batch may have been taken all the same.</param>
    /// <returns>The vendor's id of it.</returns>
    /// <exception cref="ModelException">It was not taken, or nobody knows.</exception>
    Task<string> SubmitAsync(
        BatchTicket ticket,
        IReadOnlyList<ReadOnlyMemory<byte>> requests,
        CancellationToken cancellationToken
    );

    /// <summary>Looks for a batch that may have been handed in.</summary>
    /// <param name="ticket">What it is known by.</param>
    /// <param name="others">Ids of batches that it is not.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="ModelException">The vendor does not say.</exception>
    Task<BatchFinding> FindAsync(BatchTicket ticket, IReadOnlySet<string> others, CancellationToken cancellationToken);

    /// <summary>How a batch stands.</summary>
    /// <param name="id">The vendor's id.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <exception cref="ModelException">The vendor does not say.</exception>
    Task<BatchState> LookAsync(string id, CancellationToken cancellationToken);

    /// <summary>The results of a batch that ended, in any order; those of requests that it did not come to may be missing.</summary>
    /// <param name="state">How it stands.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ModelException">The results cannot be read to their end.</exception>
    IAsyncEnumerable<BatchResult> ReadAsync(BatchState state, CancellationToken cancellationToken);
}
