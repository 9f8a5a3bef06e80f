using System.Collections.Frozen;
using System.Reflection;

namespace EvalHarness.Extensions;

/// <summary>This library's own packages: those that a project may leave out are found by name beside the library.</summary>
/// <remarks>Each is small until one of its words is used: what it refers to is loaded then.</remarks>
internal static class Packages
{
    private const string Library = "EvalHarness";
    private const string WordPrefix = "word ";

    /// <summary>Every word that such a package has, with the package's name; written down when this library is built.</summary>
    public static FrozenDictionary<string, string> Words { get; } =
        typeof(Packages)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(one => one.Key.StartsWith(WordPrefix, StringComparison.Ordinal))
            .ToFrozenDictionary(one => one.Key[WordPrefix.Length..], one => one.Value!, StringComparer.Ordinal);

    /// <summary>Names of this library's assemblies: what it is made of, its packages, and those that have no words of suites.</summary>
    private static FrozenSet<string> Own { get; } =
        typeof(Packages)
            .Assembly.GetReferencedAssemblies()
            .Append(typeof(Packages).Assembly.GetName())
            .Select(name => name.Name!)
            .Where(name => name == Library || name.StartsWith(Library + ".", StringComparison.Ordinal))
            .Concat(Words.Values)
            .Concat([Library + ".Cli", Library + ".NUnit", Library + ".Reports"])
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The packages with words that are there.</summary>
    public static IEnumerable<Assembly> Present() => Words.Values.Distinct().Order().Select(Find).OfType<Assembly>();

    /// <summary>The words of the packages that are not among some assemblies, with the packages' names.</summary>
    /// <param name="present">The assemblies that are there.</param>
    public static FrozenDictionary<string, string> Absent(IEnumerable<Assembly> present)
    {
        string?[] there = [.. present.Select(assembly => assembly.GetName().Name)];
        return Words.Where(word => !there.Contains(word.Value)).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Whether an assembly is this library or one of its packages, and no team's.</summary>
    /// <param name="assembly">An assembly that may hold words.</param>
    public static bool Include(Assembly assembly) => Include(assembly.GetName().Name ?? "");

    /// <summary>The same by the assembly's simple name.</summary>
    /// <param name="name">Simple name of the assembly.</param>
    public static bool Include(string name) => Own.Contains(name);

    /// <summary>A package by its name; null where it is not there.</summary>
    /// <param name="name">Name of the package, which is that of its assembly.</param>
    public static Assembly? Find(string name)
    {
        string folder = Path.GetDirectoryName(typeof(Packages).Assembly.Location) is { Length: > 0 } beside
            ? beside
            : AppContext.BaseDirectory;
        if (!File.Exists(Path.Combine(folder, name + ".dll")))
        {
            return null;
        }

        try
        {
            return Assembly.Load(new AssemblyName(name));
        }
        catch (FileNotFoundException)
        {
            // A file that an earlier build left, of which this program knows nothing.
            return null;
        }
    }
}
