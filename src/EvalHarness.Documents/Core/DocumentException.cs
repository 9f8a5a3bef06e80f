using System.Collections.Immutable;

namespace EvalHarness.Core;

/// <summary>The user's own file, flag or variable is wrong: the tool prints the faults and exits with 2.</summary>
public sealed class DocumentException : Exception
{
    /// <summary>Reports all faults of a document at once.</summary>
    /// <param name="faults">At least one fault, in the order in which they stand.</param>
    public DocumentException(IEnumerable<Fault> faults)
        : this([.. faults]) { }

    /// <summary>Reports one fault.</summary>
    /// <param name="fault">The one thing that is wrong.</param>
    public DocumentException(Fault fault)
        : this([fault]) { }

    private DocumentException(ImmutableArray<Fault> faults)
        : base(string.Join('\n', faults)) => Faults = faults;

    /// <summary>The faults, in the order in which they stand.</summary>
    public ImmutableArray<Fault> Faults { get; }
}
