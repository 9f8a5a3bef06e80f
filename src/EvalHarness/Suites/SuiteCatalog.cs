using System.Reflection;
using EvalHarness.Decisions.Specs;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>The words of suites: those of this library and of the assemblies that add to them.</summary>
public static class SuiteCatalog
{
    /// <summary>The library's words and those of other assemblies.</summary>
    /// <param name="assemblies">Assemblies that add words; none by default.</param>
    public static Catalog With(params Assembly[] assemblies) =>
        new([typeof(SuiteCatalog).Assembly, typeof(DecisionSpec).Assembly, .. assemblies]);
}
