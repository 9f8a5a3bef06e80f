using System.Collections.Immutable;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>A text in which models are named: a page gives them their marks, plain text their names.</summary>
/// <param name="Pieces">Its pieces in order.</param>
public sealed record Passage(ImmutableArray<Piece> Pieces)
{
    internal static Passage Empty { get; } = new([]);

    internal bool IsEmpty => Pieces.IsEmpty;

    /// <summary>Words alone.</summary>
    /// <param name="text">The words.</param>
    public static implicit operator Passage(string text) => text.Length == 0 ? Empty : new([text]);

    /// <summary>A passage of its pieces.</summary>
    internal static Passage Of(params Piece[] pieces) => new([.. pieces.Where(piece => piece.Text.Length > 0)]);

    /// <summary>Two passages, one after the other.</summary>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    public static Passage operator +(Passage first, Passage second) => new([.. first.Pieces, .. second.Pieces]);

    /// <summary>The plain text.</summary>
    public override string ToString() =>
        string.Concat(
            Pieces.Select(piece =>
                piece.Naming switch
                {
                    Naming.None => piece.Text,
                    Naming.Tagged => $"({Answers.Short(piece.Text)})",
                    _ => Names.InText(piece.Text),
                }
            )
        );
}

/// <summary>A piece of a passage.</summary>
/// <param name="Text">Words, or the name of a model.</param>
/// <param name="Naming">Whether it is a model, and how it is told.</param>
public readonly record struct Piece(string Text, Naming Naming = Naming.None)
{
    /// <summary>Words.</summary>
    /// <param name="text">The words.</param>
    public static implicit operator Piece(string text) => new(text);

    /// <summary>A model by its mark and its name.</summary>
    internal static Piece Named(string model) => new(model, Naming.Named);

    /// <summary>A model whose role stands before it: a page shows its mark alone.</summary>
    internal static Piece Tagged(string model) => new(model, Naming.Tagged);
}

/// <summary>How a piece names a model.</summary>
public enum Naming
{
    /// <summary>It names none.</summary>
    None,

    /// <summary>By mark and name.</summary>
    Named,

    /// <summary>By its mark, after its role.</summary>
    Tagged,
}
