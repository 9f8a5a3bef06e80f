using System.Collections.Immutable;
using System.Reflection;
using EvalHarness.Extensions;
using EvalHarness.Logs;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>The assemblies that give words to a suite, as its runs remember them.</summary>
internal static class UsedExtensions
{
    /// <summary>The extensions that the suite was read with, and the assemblies of its words that are not ours or are not found by themselves; null when there are none.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="folder">The run folder, to which paths are relative.</param>
    public static ImmutableArray<ExtensionHeader>? Of(Suite suite, RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(folder);
        ImmutableArray<ExtensionHeader> all =
        [
            .. suite
                .Catalog.Assemblies.Where(ExtensionContext.Holds)
                .Concat(Words(suite).Concat(Evaluators(suite)).Select(word => word.GetType().Assembly))
                .Distinct()
                .Where(assembly =>
                    (!Packages.Include(assembly) || Packages.IsNamedByPath(assembly)) && assembly.Location.Length > 0
                )
                .Select(assembly => HeaderOf(assembly, folder))
                .OrderBy(header => header.Name, StringComparer.Ordinal),
        ];
        return all.IsEmpty ? null : all;
    }

    /// <summary>The records of the suite that are words.</summary>
    private static IEnumerable<object> Words(Suite suite) =>
        suite
            .Tasks.SelectMany(task =>
                (IEnumerable<object?>)
                    [
                        task.Answer,
                        .. task.Metrics,
                        .. task.Judges.Select(judge => judge.Kind),
                        task.Dataset.Format ?? suite.Formats.Find(task.Dataset.File.Full),
                    ]
            )
            .Concat(suite.Models.Select(model => model.Provider))
            .OfType<object>();

    /// <summary>The evaluators that metrics name by their types; instances of a program are its own.</summary>
    private static IEnumerable<object> Evaluators(Suite suite) =>
        suite
            .Tasks.SelectMany(task => task.Metrics.OfType<EvaluatorMetric>())
            .Select(metric => EvaluatorSource.Types.Find(metric.Type, suite.Catalog.Assemblies).Evaluator)
            .OfType<object>();

    private static ExtensionHeader HeaderOf(Assembly assembly, RunFolder folder)
    {
        var name = assembly.GetName();
        return new ExtensionHeader(
            RunExtensions.Relative(assembly.Location, folder.Path),
            name.Name ?? "",
            name.Version?.ToString() ?? "",
            assembly.ManifestModule.ModuleVersionId
        );
    }
}
