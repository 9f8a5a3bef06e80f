using System.Text.Json;

namespace EvalHarness.Models.Wire;

/// <summary>How an interface puts an answer into JSON: whole or in pieces, it ends in the same <see cref="WireReply"/>.</summary>
/// <remarks>One for each reply, since pieces build on those before them.</remarks>
internal interface IReplyForm
{
    /// <summary>What a reply of this form is called in a message.</summary>
    string Name { get; }

    /// <summary>Whether pieces are lines of JSON; else they are server-sent events.</summary>
    bool IsLines { get; }

    /// <summary>Takes a whole reply.</summary>
    /// <param name="reply">What it says.</param>
    /// <param name="root">Its JSON.</param>
    void Take(WireReply reply, JsonElement root);

    /// <summary>Takes a piece of a streamed reply.</summary>
    /// <param name="reply">What all pieces say together.</param>
    /// <param name="piece">Its JSON.</param>
    void TakePiece(WireReply reply, JsonElement piece);
}
