using System.Collections.Immutable;

namespace EvalHarness.Core;

/// <summary>Who speaks in a chat turn.</summary>
public enum Role
{
    /// <summary>The instructions.</summary>
    System,

    /// <summary>The user.</summary>
    User,

    /// <summary>The model; in few-shot examples.</summary>
    Assistant,
}

/// <summary>One turn of a chat.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">What is said, rendered.</param>
public sealed record Turn(Role Role, string Text)
{
    /// <summary>Pictures that stand before the text, in order; none by default.</summary>
    public ImmutableArray<Image> Images { get; init; } = [];
}
