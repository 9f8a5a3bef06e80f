using System.Reflection;
using System.Runtime.Loader;
using EvalHarness.Decisions.Specs;
using EvalHarness.Extensions;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>The words of suites: those of this library, of its packages that are beside it, and of the assemblies that add to them.</summary>
public static class SuiteCatalog
{
    private static readonly Lazy<Catalog> OfProgram = new(() => With([.. Program()]));

    /// <summary>The words of this library and its packages, and those of every assembly of this program that refers to one of them.</summary>
    /// <remarks>The assemblies are those that are loaded when it is first asked for.</remarks>
    public static Catalog Default => OfProgram.Value;

    /// <summary>The words of this library and its packages, and those of other assemblies.</summary>
    /// <param name="assemblies">Assemblies that add words; none by default.</param>
    public static Catalog With(params Assembly[] assemblies)
    {
        Assembly[] all =
        [
            typeof(SuiteCatalog).Assembly,
            typeof(DecisionSpec).Assembly,
            .. Packages.Present(),
            .. assemblies,
        ];
        return new Catalog(all) { Absent = Packages.Absent(all) };
    }

    /// <summary>What suites name as extensions is theirs alone.</summary>
    private static IEnumerable<Assembly> Program()
    {
        var own = AssemblyLoadContext.GetLoadContext(typeof(SuiteCatalog).Assembly);
        return AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(assembly =>
                !assembly.IsDynamic
                && AssemblyLoadContext.GetLoadContext(assembly) == own
                && !Packages.Include(assembly)
                && MayHaveWords(assembly.GetReferencedAssemblies())
            );
    }

    /// <summary>
    /// Whether an assembly that refers to others may add words. A test project of fixtures and evaluators uses EvalHarness.NUnit alone, and
    /// compilers write down only what is used.
    /// </summary>
    /// <param name="references">What the assembly refers to.</param>
    internal static bool MayHaveWords(IEnumerable<AssemblyName> references) =>
        references.Any(other => Packages.Include(other.Name ?? ""));
}
