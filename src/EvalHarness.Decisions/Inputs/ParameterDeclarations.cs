using System.Collections.Immutable;

namespace EvalHarness.Decisions.Inputs;

/// <summary>Kinds of parameters in the order in which they were declared.</summary>
internal sealed class ParameterDeclarations<T>
    where T : ParameterKind
{
    private readonly List<T> declared = [];

    /// <summary>Those declared so far.</summary>
    public ImmutableArray<T> All => [.. declared];

    /// <summary>Puts a kind behind those declared before it.</summary>
    /// <returns>The kind.</returns>
    public T Add(T parameter)
    {
        declared.Add(parameter);
        return parameter;
    }
}
