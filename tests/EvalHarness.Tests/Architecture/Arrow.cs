namespace EvalHarness.Tests.Architecture;

/// <summary>One type naming another, somewhere in its members or their code.</summary>
/// <param name="From">Full name of the type that names the other.</param>
/// <param name="FromNamespace">Namespace of its outermost type.</param>
/// <param name="To">Full name of the type that is named.</param>
/// <param name="ToNamespace">Namespace of its outermost type.</param>
/// <param name="Assembly">The assembly that the named type comes from.</param>
internal readonly record struct Arrow(
    string From,
    string FromNamespace,
    string To,
    string ToNamespace,
    string Assembly
);
