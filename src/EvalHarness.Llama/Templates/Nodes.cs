using System.Collections.Immutable;

namespace EvalHarness.Llama.Templates;

/// <summary>A part of a template that writes.</summary>
internal abstract record Node(int Line);

/// <summary>Text as it is.</summary>
internal sealed record TextNode(string Text, int Line) : Node(Line);

/// <summary>The value of an expression.</summary>
internal sealed record OutputNode(Expression Value, int Line) : Node(Line);

/// <summary>Branches with their conditions, the first that holds is written; a last one without a condition is for all else.</summary>
internal sealed record IfNode(ImmutableArray<(Expression? Condition, ImmutableArray<Node> Body)> Branches, int Line)
    : Node(Line);

/// <summary>A body for each item of a list.</summary>
internal sealed record ForNode(
    ImmutableArray<string> Names,
    Expression Items,
    Expression? Condition,
    ImmutableArray<Node> Body,
    ImmutableArray<Node> Otherwise,
    int Line
) : Node(Line);

/// <summary>A name that is given a value: that of an expression, or what a body writes.</summary>
internal sealed record SetNode(
    ImmutableArray<string> Names,
    string? Attribute,
    Expression? Value,
    ImmutableArray<Node> Body,
    int Line
) : Node(Line);

/// <summary>A body that is called by name.</summary>
internal sealed record MacroNode(
    string Name,
    ImmutableArray<(string Name, Expression? Default)> Parameters,
    ImmutableArray<Node> Body,
    int Line
) : Node(Line);

/// <summary>Leaves a loop, or goes on with its next item.</summary>
internal sealed record JumpNode(bool IsBreak, int Line) : Node(Line);

/// <summary>A part of a template that has a value.</summary>
internal abstract record Expression;

/// <summary>A value written out.</summary>
internal sealed record Literal(object? Value) : Expression;

/// <summary>What a name stands for.</summary>
internal sealed record NameOf(string Name) : Expression;

/// <summary>A list written out.</summary>
internal sealed record ListOf(ImmutableArray<Expression> Items) : Expression;

/// <summary>A mapping written out.</summary>
internal sealed record MappingOf(ImmutableArray<(Expression Key, Expression Value)> Entries) : Expression;

/// <summary>A member of a value, by name or index.</summary>
internal sealed record Member(Expression Of, Expression Key) : Expression;

/// <summary>A part of a text or list.</summary>
internal sealed record Slice(Expression Of, Expression? From, Expression? To, Expression? Step) : Expression;

/// <summary>The call of a function or method.</summary>
internal sealed record Call(Expression Function, Arguments Arguments) : Expression;

/// <summary>A value that goes through a filter.</summary>
internal sealed record Filtered(Expression Value, string Filter, Arguments Arguments) : Expression;

/// <summary>Whether a value is of some kind.</summary>
internal sealed record Tested(Expression Value, string Test, Arguments Arguments, bool IsNegated) : Expression;

/// <summary>An operator and what stands before and after it.</summary>
internal sealed record Binary(string Operator, Expression Left, Expression Right) : Expression;

/// <summary>An operator before a value: <c>not</c> or <c>-</c>.</summary>
internal sealed record Unary(string Operator, Expression Value) : Expression;

/// <summary>One of two values; nothing where the second is missing.</summary>
internal sealed record Conditional(Expression Condition, Expression Then, Expression? Otherwise) : Expression;

/// <summary>What a call is given.</summary>
internal sealed record Arguments(
    ImmutableArray<Expression> Values,
    ImmutableArray<(string Name, Expression Value)> Named
)
{
    public static Arguments None { get; } = new([], []);
}
