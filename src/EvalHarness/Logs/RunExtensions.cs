using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Extensions;
using EvalHarness.Scoring.Judges;
using EvalHarness.Yaml;

namespace EvalHarness.Logs;

/// <summary>The extensions that a run remembers, so that it can be scored and read later without its suite.</summary>
internal static class RunExtensions
{
    /// <summary>Extensions with their paths relative to another folder than they were.</summary>
    public static ImmutableArray<ExtensionHeader>? Move(
        ImmutableArray<ExtensionHeader>? extensions,
        string from,
        string to
    ) =>
        extensions is { } all
            ? [.. all.Select(one => one with { File = Relative(Path.Combine(from, one.File), to) })]
            : null;

    /// <summary>How the tasks of a run are scored, by words of the catalogue and of the extensions that the run remembers.</summary>
    /// <exception cref="DocumentException">A word is unknown, or that of an extension that is no longer there.</exception>
    public static ImmutableArray<TaskScoring> Scorings(RunFolder folder, RunHeader header, Catalog catalog)
    {
        var words = CatalogOf(folder, header, catalog);
        return [.. header.Tasks.Select(task => TaskScoring.Of(task, words))];
    }

    /// <summary>The catalogue with the words of the extensions that a run remembers.</summary>
    /// <exception cref="DocumentException">A word of the run is that of an extension that is no longer there.</exception>
    public static Catalog CatalogOf(RunFolder folder, RunHeader header, Catalog catalog)
    {
        var findings = new FaultCollector();
        var absent = new List<Fault>();
        foreach (var extension in header.Extensions ?? [])
        {
            string file = Path.Combine(folder.Path, extension.File);
            if (ExtensionLoader.Find(catalog, extension.Name) is not null)
            {
                continue;
            }

            var at = new Location(folder.HeaderFile);
            if (File.Exists(file))
            {
                catalog = ExtensionLoader.Add(catalog, file, extension.File, at, findings);
            }
            else
            {
                absent.Add(
                    new Fault(
                        at,
                        $"no file '{extension.File}', the extension {extension.Name} of this run",
                        "it there, or elsewhere with --extension"
                    )
                );
            }
        }

        findings.ThrowIfAny();
        return absent.Count == 0 || Knows(header, catalog) ? catalog : throw new DocumentException(absent);
    }

    /// <summary>Whether every word of the run is known without what is absent.</summary>
    private static bool Knows(RunHeader header, Catalog catalog)
    {
        try
        {
            foreach (var task in header.Tasks)
            {
                TaskScoring.Of(task, catalog);
                foreach (var judge in task.Judges ?? [])
                {
                    catalog.Read<IJudgeQuestion>(judge.Question);
                }
            }

            return true;
        }
        catch (DocumentException)
        {
            return false;
        }
    }

    /// <summary>With slashes, as suites write paths; a path on another drive stays whole.</summary>
    public static string Relative(string file, string folder) =>
        Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(file)).Replace('\\', '/');
}
