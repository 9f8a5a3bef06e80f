using EvalHarness.Datasets;
using EvalHarness.Extensions;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>The assemblies that a suite names: they are loaded before anything else of it is read, because they have words of it.</summary>
internal static class SuiteExtensions
{
    /// <summary>The catalogue with the words of the suite's extensions; null, with the faults, where one cannot be taken.</summary>
    public static Catalog? TryAdd(YamlMapping suite, Catalog catalog, Variables variables, FaultCollector findings)
    {
        var own = new FaultCollector();
        foreach (var scalar in Named(suite))
        {
            if (variables.Resolve(scalar, own, new BindScope()) is { Length: > 0 } path)
            {
                string folder = Path.GetDirectoryName(Path.GetFullPath(scalar.At.File)) ?? "";
                catalog = ExtensionLoader.Add(catalog, Path.Combine(folder, path), scalar.Text, scalar.At, own);
            }
        }

        own.MoveFaultsTo(findings);
        return own.HasFaults ? null : catalog;
    }

    /// <summary>The formats of data files; two readers of one ending are a fault where extensions are named.</summary>
    public static DatasetFormats Formats(YamlMapping suite, Catalog catalog, FaultCollector findings)
    {
        var formats = new DatasetFormats(catalog.Keywords(typeof(IDatasetReader)).Values);
        var at = suite.Find("extensions")?.Value.At ?? suite.At;
        var twice = formats
            .All.SelectMany(reader => reader.Endings.Select(ending => (Ending: ending, Reader: reader.GetType())))
            .GroupBy(one => one.Ending)
            .Where(readers => readers.Count() > 1);
        foreach (var readers in twice)
        {
            string both = string.Join(" and ", readers.Select(one => one.Reader.FullName));
            findings.Add(at, $"two readers of files that end in '{readers.Key}', {both}", "endings of their own");
        }

        return formats;
    }

    private static IEnumerable<YamlScalar> Named(YamlMapping suite) =>
        suite.Find("extensions")?.Value switch
        {
            YamlScalar { IsNull: false } scalar => [scalar],
            YamlSequence sequence => sequence.Items.OfType<YamlScalar>().Where(item => !item.IsNull),
            _ => [],
        };
}
