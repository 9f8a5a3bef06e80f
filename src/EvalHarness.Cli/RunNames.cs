using EvalHarness.Logs;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary>What a user may call a run: its folder, its id, its suite's name or its suite's file.</summary>
internal static class RunNames
{
    /// <summary>The name of the suite when a suite file is given; what was given otherwise.</summary>
    public static string Resolve(string given, Catalog catalog) =>
        Path.GetExtension(given) is ".yaml" or ".yml" && File.Exists(given)
            ? SuiteReader.Read(given, catalog, Environment.GetEnvironmentVariable).Name
            : given;

    /// <summary>The folder of a run by any of its names.</summary>
    /// <param name="results">Folder of the logs.</param>
    /// <param name="given">What the user called it.</param>
    /// <param name="catalog">The words that a suite file may use.</param>
    public static RunFolder Open(string results, string given, Catalog catalog) =>
        new RunStore(results).Open(Resolve(given, catalog));
}
