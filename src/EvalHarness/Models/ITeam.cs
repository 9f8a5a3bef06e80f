using System.Collections.Immutable;

namespace EvalHarness.Models;

/// <summary>A provider that answers through other models of the suite.</summary>
public interface ITeam : IModelProvider
{
    /// <summary>Names of the models that it may ask, each once.</summary>
    ImmutableArray<string> Members { get; }

    /// <summary>The same over providers that are known, so that it can say whether it is local or recorded.</summary>
    /// <param name="providers">Providers of the suite's models by name; members that are not among them are left out.</param>
    ITeam Over(IReadOnlyDictionary<string, IModelProvider> providers);
}
