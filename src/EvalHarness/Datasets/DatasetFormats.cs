using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Finds the format of a data file by the ending of its name.</summary>
public sealed class DatasetFormats
{
    /// <summary>The formats of some readers.</summary>
    /// <param name="readers">Their types; a reader that cannot be made without settings has no endings.</param>
    public DatasetFormats(IEnumerable<Type> readers) =>
        All = [
            .. readers
                .Select(TryCreate)
                .OfType<IDatasetReader>()
                .Where(reader => !reader.Endings.IsDefaultOrEmpty)
                .OrderBy(reader => reader.Endings[0], StringComparer.Ordinal),
        ];

    /// <summary>The formats that this library reads.</summary>
    public static DatasetFormats BuiltIn { get; } =
        new(typeof(DatasetFormats).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IDatasetReader))));

    /// <summary>The readers that have endings, in the order of these.</summary>
    public ImmutableArray<IDatasetReader> All { get; }

    /// <summary>The format that the ending of a file's name stands for, a closing <c>.gz</c> or <c>.zst</c> apart; of a zip archive that of the one file in it.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="declared">Where the file is named, for the fault; the file itself by default.</param>
    /// <exception cref="DocumentException">No format has this ending.</exception>
    public IDatasetReader Of(string file, Location? declared = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        string ending = EndingOf(file);
        var known = All.SelectMany(reader => reader.Endings).ToList();
        return Find(file)
            ?? throw new DocumentException(
                new Fault(
                    declared ?? new Location(file),
                    ending.Length == 0
                        ? "found a data file without extension"
                        : $"found a data file that ends in '{ending}'",
                    $"one of {string.Join(", ", known)}, or 'format:'",
                    Spelling.Nearest(ending, known)
                )
            );
    }

    /// <summary>The same; null when no format has the ending.</summary>
    /// <param name="file">Path of the file.</param>
    public IDatasetReader? Find(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (Directory.Exists(file))
        {
            return new FolderDatasetReader();
        }

        string ending = EndingOf(file);
        return All.FirstOrDefault(reader => reader.Endings.Contains(ending));
    }

    private static IDatasetReader? TryCreate(Type type) =>
        type.GetConstructors().FirstOrDefault(one => one.GetParameters().All(key => key.HasDefaultValue)) is { } made
            ? (IDatasetReader)made.Invoke([.. made.GetParameters().Select(key => key.DefaultValue)])
            : null;

    private static string EndingOf(string file)
    {
        string ending = Path.GetExtension(file).ToLowerInvariant();
        return ending switch
        {
            ".gz" or ".zst" => EndingOf(file[..^ending.Length]),
            ".zip" when File.Exists(file) && Archive.OnlyMember(file) is { } member => EndingOf(member),
            _ => ending,
        };
    }
}
