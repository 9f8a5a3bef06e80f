using System.Collections.Concurrent;
using System.Reflection;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Extensions;

/// <summary>Takes the words of a team's assembly into a catalogue: from the path named and from nowhere else.</summary>
public static class ExtensionLoader
{
    private const int LongestPath = 200;
    private const string Wanted = "an assembly with metrics, evaluators, providers, answer formats or dataset readers";

    /// <summary>
    /// What was loaded, by path and build: loading is a fact of the process, and the same code must be the same types in
    /// every suite that names it.
    /// </summary>
    private static readonly ConcurrentDictionary<(string File, Guid Module), Lazy<Assembly>> Loaded = new();

    /// <summary>The catalogue with the words of extensions that a user named.</summary>
    /// <param name="catalog">The catalogue; it stays as it is.</param>
    /// <param name="files">Paths of the assemblies.</param>
    /// <param name="namedBy">What names them, for faults: an option or a setting.</param>
    /// <exception cref="DocumentException">A file is missing, no extension, or has a word that is borne already.</exception>
    public static Catalog WithExtensions(this Catalog catalog, IEnumerable<string> files, string namedBy)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(files);
        var findings = new FaultCollector();
        foreach (string file in files)
        {
            catalog = Add(catalog, file, file, new Location(namedBy), findings);
        }

        findings.ThrowIfAny();
        return catalog;
    }

    /// <summary>The catalogue with the words of one extension; as it was, with the fault, where it cannot be taken.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="path">Path of the assembly.</param>
    /// <param name="shown">The path as it was written.</param>
    /// <param name="at">Where it was written.</param>
    /// <param name="findings">Where the fault goes.</param>
    internal static Catalog Add(Catalog catalog, string path, string shown, Location at, FaultCollector findings)
    {
        string name = Wording.Quote(shown, LongestPath);
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            findings.Add(at, $"no file {name}", "a path of an assembly", Neighbour(full, shown));
        }
        else if (ExtensionFile.TryRead(full) is not { } file)
        {
            findings.Add(at, $"{name}, which is no .NET assembly", Wanted);
        }
        else if (Check(file, name) is { } fault)
        {
            findings.Add(at, fault.Found, fault.Expected);
        }
        else if (Find(catalog, file.Name) is { } there)
        {
            if (there.ManifestModule.ModuleVersionId != file.Module)
            {
                findings.Add(at, $"{name}, another build of {file.Name}, which is loaded already", "one build of it");
            }
        }
        else
        {
            return Load(catalog, full, file, name, at, findings);
        }

        return catalog;
    }

    /// <summary>One of our own packages, with its dependencies from beside it; null where the file is no build against this version.</summary>
    /// <param name="full">Full path of the assembly.</param>
    internal static Assembly? TryLoadOwn(string full) =>
        ExtensionFile.TryRead(full) is { } file && Check(file, full) is null ? LoadOnce(full, file) : null;

    /// <summary>The assembly of a catalogue by its simple name; null when it is not there.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="name">Simple name of the assembly.</param>
    internal static Assembly? Find(Catalog catalog, string name) =>
        catalog.Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == name);

    /// <summary>The file that was probably meant, written as the path was.</summary>
    private static string? Neighbour(string full, string shown) =>
        !Directory.Exists(full) && !Variables.IsIn(shown) && YamlFile.Neighbour(full) is { } near
            ? Path.Combine(Path.GetDirectoryName(shown) ?? "", Path.GetFileName(near))
            : null;

    private static (string Found, string Expected)? Check(ExtensionFile file, string name)
    {
        var own = typeof(ExtensionLoader).Assembly.GetName().Version!;
        return file.BuiltAgainst switch
        {
            null when file.KnowsEvaluators => null,
            null => ($"{name}, which does not refer to EvalHarness", Wanted),
            { } version when version.Major != own.Major => (
                $"{name}, which is built against EvalHarness {version.ToString(3)}",
                $"a build against this version, {own.ToString(3)}"
            ),
            _ => null,
        };
    }

    private static Catalog Load(
        Catalog catalog,
        string full,
        ExtensionFile file,
        string name,
        Location at,
        FaultCollector findings
    )
    {
        try
        {
            var assembly = LoadOnce(full, file);
            var extended = catalog.With(assembly);
            Type[] own = [.. extended.Records.Where(type => type.Assembly == assembly && Points(type).Any())];
            if (own.Length == 0 && !(file.KnowsEvaluators && HasEvaluators(assembly)))
            {
                findings.Add(at, $"{name}, in which no record has a keyword", Wanted);
            }

            foreach (var (record, other) in own.Select(record => (record, Twin(record, extended))))
            {
                if (other is not null)
                {
                    string word = KeywordOf(record);
                    findings.Add(
                        at,
                        $"{name} with a second '{word}', beside that of {other.FullName}",
                        "a keyword of its own"
                    );
                }
            }

            return extended;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException)
        {
            findings.Add(at, $"{name}, which cannot be loaded: {OneLine(e)}", "it whole, its dependencies beside it");
        }
        catch (ReflectionTypeLoadException e)
        {
            string why = OneLine(e.LoaderExceptions.OfType<Exception>().FirstOrDefault() ?? e);
            findings.Add(at, $"{name}, which cannot be loaded: {why}", "it whole, its dependencies beside it");
        }

        return catalog;
    }

    private static Assembly LoadOnce(string full, ExtensionFile file) =>
        Loaded
            .GetOrAdd(
                (full, file.Module),
                key => new Lazy<Assembly>(() => new ExtensionContext(key.File).LoadFromAssemblyPath(key.File))
            )
            .Value;

    /// <summary>Whether some type is an evaluator, which a suite names by its type and not by a keyword.</summary>
    private static bool HasEvaluators(Assembly assembly) =>
        Array.Exists(
            assembly.GetTypes(),
            type =>
                type is { IsVisible: true, IsAbstract: false }
                && Array.Exists(type.GetInterfaces(), one => one.FullName == ExtensionContext.Evaluator)
        );

    /// <summary>Another record that bears the same keyword at the same extension point; null when none does.</summary>
    private static Type? Twin(Type record, Catalog catalog)
    {
        string word = KeywordOf(record);
        return catalog.Records.FirstOrDefault(other =>
            other != record && KeywordOf(other) == word && Points(other).Intersect(Points(record)).Any()
        );
    }

    /// <summary>The extension points that a record is for: our interfaces.</summary>
    private static IEnumerable<Type> Points(Type record) =>
        record.GetInterfaces().Where(point => Packages.Include(point.Assembly));

    private static string KeywordOf(Type record) => record.GetCustomAttribute<KeywordAttribute>()!.Name;

    private static string OneLine(Exception e) => e.Message.ReplaceLineEndings(" ").Trim();
}
