using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports;

/// <summary>Finds the logs of other tools.</summary>
public static class ImportedLogs
{
    /// <summary>The tools that this library knows, by their names.</summary>
    public static ImmutableArray<ILogReader> BuiltIn { get; } =
        ReadersOf(typeof(ImportedLogs).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ILogReader))));

    /// <summary>The readers of some types, in the order of their tools' names; what cannot be made without settings is left out.</summary>
    /// <param name="readers">Their types.</param>
    public static ImmutableArray<ILogReader> ReadersOf(IEnumerable<Type> readers) =>
        [
            .. readers
                .Where(type => type is { IsAbstract: false } && type.GetConstructor([]) is not null)
                .Select(type => (ILogReader)Activator.CreateInstance(type)!)
                .OrderBy(reader => reader.Tool, StringComparer.Ordinal),
        ];

    /// <summary>The log at a path; null where no tool knows it.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="readers">The tools; those that this library knows by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is a log of a known tool in an unknown version, or broken.</exception>
    public static async Task<ImportedLog?> OpenAsync(
        string path,
        IReadOnlyCollection<ILogReader>? readers = null,
        CancellationToken cancellationToken = default
    )
    {
        var place = LogPlace.Of(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        foreach (var reader in readers ?? BuiltIn)
        {
            if (await reader.OpenAsync(place, cancellationToken) is { } log)
            {
                return log;
            }
        }

        return null;
    }

    /// <summary>The logs that a path stands for; none where it is no log, and no folder with one in it.</summary>
    /// <param name="path">A file or folder that is there.</param>
    /// <param name="readers">The tools; those that this library knows by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is a log of a known tool in an unknown version, or broken.</exception>
    public static async Task<ImmutableArray<ImportedLog>> SearchAsync(
        string path,
        IReadOnlyCollection<ILogReader>? readers = null,
        CancellationToken cancellationToken = default
    )
    {
        var found = new Found(readers ?? BuiltIn);
        await found.AddAsync(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), cancellationToken);
        return [.. found.Logs];
    }

    /// <summary>The logs that paths stand for: files, or folders with all that lies in them; each once.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="readers">The tools; those that this library knows by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A file is no log of a tool that is known, or one is broken, or a folder holds none.</exception>
    public static async Task<ImmutableArray<ImportedLog>> FindAsync(
        IReadOnlyList<string> paths,
        IReadOnlyCollection<ILogReader>? readers = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(paths);
        readers ??= BuiltIn;
        var found = new Found(readers);
        foreach (string path in paths)
        {
            string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            int before = found.Logs.Count;
            bool isKnown = await found.AddAsync(full, cancellationToken);
            if (!isKnown || (found.Logs.Count == before && Directory.Exists(full)))
            {
                throw new DocumentException(
                    new Fault(
                        new Location(DataFile.Shown(full)),
                        Directory.Exists(full) ? "a folder without a log that is known" : "no log that is known",
                        $"one of {string.Join(", ", readers.Select(reader => reader.Tool))}"
                    )
                );
            }
        }

        return [.. found.Logs];
    }

    private sealed class Found(IReadOnlyCollection<ILogReader> readers)
    {
        private readonly HashSet<string> files = new(StringComparer.Ordinal);

        public List<ImportedLog> Logs { get; } = [];

        /// <summary>Whether the path is a log, or a folder: then its logs are added.</summary>
        public async Task<bool> AddAsync(string path, CancellationToken cancellationToken)
        {
            if (files.Contains(path))
            {
                return true;
            }

            if (await OpenAsync(path, readers, cancellationToken) is { } log)
            {
                Logs.Add(log);
                files.UnionWith(log.Files);
                return true;
            }

            if (!Directory.Exists(path))
            {
                return false;
            }

            // A link may lead back to where it lies.
            var inside = new DirectoryInfo(path)
                .EnumerateFileSystemInfos()
                .Where(one => !one.Name.StartsWith('.') && !(one is DirectoryInfo && one.LinkTarget is not null))
                .Select(one => one.FullName);
            foreach (string one in inside.Order(StringComparer.Ordinal))
            {
                await AddAsync(one, cancellationToken);
            }

            return true;
        }
    }
}
