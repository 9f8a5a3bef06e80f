using System.Reflection;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.NUnit;

/// <summary>The words of a test project's suites: the library's, its siblings' that are beside it, and the project's own.</summary>
internal static class EvalCatalog
{
    private static readonly string[] Siblings = ["EvalHarness.Hosted", "EvalHarness.Llama"];
    private static readonly Lazy<Catalog> Words = new(() => SuiteCatalog.With([.. Assemblies()]));

    public static Catalog Default => Words.Value;

    private static IEnumerable<Assembly> Assemblies()
    {
        string? library = typeof(SuiteCatalog).Assembly.GetName().Name;
        foreach (string sibling in Siblings)
        {
            if (File.Exists(Path.Combine(AppContext.BaseDirectory, sibling + ".dll")))
            {
                yield return Assembly.Load(sibling);
            }
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            string? name = assembly.GetName().Name;
            if (
                !assembly.IsDynamic
                && !Siblings.Contains(name)
                && assembly.GetReferencedAssemblies().Any(other => other.Name == library)
            )
            {
                yield return assembly;
            }
        }
    }
}
