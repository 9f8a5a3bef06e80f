using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Finds the format of a data file by its extension.</summary>
public static class DatasetFormats
{
    private static readonly Lazy<ImmutableArray<IDatasetReader>> BuiltIn = new(Find);

    /// <summary>The formats that this library reads, in the order of their extensions.</summary>
    public static ImmutableArray<IDatasetReader> All => BuiltIn.Value;

    /// <summary>The format that a file's extension names, a closing <c>.gz</c> apart.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="declared">Where the file is named, for the fault; the file itself by default.</param>
    /// <exception cref="DocumentException">No format has this extension.</exception>
    public static IDatasetReader Of(string file, Location? declared = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        string name = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
        string extension = Path.GetExtension(name).ToLowerInvariant();
        var known = All.SelectMany(r => r.Extensions).ToList();
        return All.FirstOrDefault(r => r.Extensions.Contains(extension))
            ?? throw new DocumentException(
                new Fault(
                    declared ?? new Location(file),
                    extension.Length == 0
                        ? "found a data file without extension"
                        : $"found a data file that ends in '{extension}'",
                    $"one of {string.Join(", ", known)}, or 'format:'",
                    Spelling.Nearest(extension, known)
                )
            );
    }

    private static ImmutableArray<IDatasetReader> Find() =>
        [
            .. typeof(IDatasetReader)
                .Assembly.GetTypes()
                .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IDatasetReader)))
                .Select(Create)
                .Where(r => !r.Extensions.IsEmpty)
                .OrderBy(r => r.Extensions[0], StringComparer.Ordinal),
        ];

    private static IDatasetReader Create(Type type)
    {
        var constructor = type.GetConstructors().First(c => c.GetParameters().All(p => p.HasDefaultValue));
        return (IDatasetReader)constructor.Invoke([.. constructor.GetParameters().Select(p => p.DefaultValue)]);
    }
}
