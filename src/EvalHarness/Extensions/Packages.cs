using System.Collections.Frozen;
using System.Reflection;

namespace EvalHarness.Extensions;

/// <summary>This library's own packages: those that a project may leave out are found by name beside the library.</summary>
/// <remarks>Each is small until one of its words is used: what it refers to is loaded then.</remarks>
internal static class Packages
{
    private const string Library = "EvalHarness";
    private const string WordPrefix = "word ";

    /// <summary>The package that the tool is built without: its native library is larger than all else together.</summary>
    private const string Apart = Library + ".Llama";

    /// <summary>Where packages lie that a program was not built with.</summary>
    private const string Folder = "extensions";

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

    /// <summary>The words of the packages that are not among some assemblies, each with what is expected instead of a suite that uses it.</summary>
    /// <param name="present">The assemblies that are there.</param>
    public static FrozenDictionary<string, string> Absent(IEnumerable<Assembly> present)
    {
        string?[] there = [.. present.Select(assembly => assembly.GetName().Name)];
        return Words
            .Where(word => !there.Contains(word.Value))
            .ToFrozenDictionary(word => word.Key, word => Remedy(word.Value), StringComparer.Ordinal);
    }

    /// <summary>Whether an assembly is this library or one of its packages, and no team's.</summary>
    /// <param name="assembly">An assembly that may hold words.</param>
    public static bool Include(Assembly assembly) => Include(assembly.GetName().Name ?? "");

    /// <summary>The same by the assembly's simple name.</summary>
    /// <param name="name">Simple name of the assembly.</param>
    public static bool Include(string name) => Own.Contains(name);

    /// <summary>Whether an assembly is one of ours that was named by its path, and would not be found without it.</summary>
    /// <param name="assembly">An assembly that may hold words.</param>
    public static bool IsNamedByPath(Assembly assembly) =>
        Include(assembly) && Find(assembly.GetName().Name!) != assembly;

    /// <summary>A package by its name; null where it is not there.</summary>
    /// <remarks>
    /// Beside this library, where the program was built with it; else with its own dependencies, beside the library or in the folder
    /// <c>extensions</c> there.
    /// </remarks>
    /// <param name="name">Name of the package, which is that of its assembly.</param>
    public static Assembly? Find(string name)
    {
        string folder = Path.GetDirectoryName(typeof(Packages).Assembly.Location) is { Length: > 0 } beside
            ? beside
            : AppContext.BaseDirectory;
        string file = name + ".dll";
        string own = Path.Combine(folder, file);
        if (File.Exists(own) && TryLoad(name) is { } loaded)
        {
            return loaded;
        }

        return new[] { own, Path.Combine(folder, Folder, file), Path.Combine(folder, Folder, name, file) }
            .Where(path => File.Exists(path) && File.Exists(Path.ChangeExtension(path, ".deps.json")))
            .Select(ExtensionLoader.TryLoadOwn)
            .FirstOrDefault(assembly => assembly is not null);
    }

    /// <summary>What a program was built with; null for a file that an earlier build left, of which it knows nothing.</summary>
    private static Assembly? TryLoad(string name)
    {
        try
        {
            return Assembly.Load(new AssemblyName(name));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static string Remedy(string package) =>
        package == Apart
            ? $"{package}: a reference to it in a test project; for the tool its files in the folder '{Folder}' beside it, or --extension with the path of {package}.dll"
            : $"a reference to {package}";
}
