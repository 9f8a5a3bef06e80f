using EvalHarness.Logs;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Runs;

/// <summary>What a user may call a run: its folder, its id, its suite's name or its suite's file.</summary>
public static class RunNames
{
    /// <summary>The name of the suite where the file of one is given; what was given otherwise.</summary>
    /// <param name="given">What the user called it.</param>
    /// <param name="catalog">The words that a suite file may use.</param>
    public static string Resolve(string given, Catalog catalog) =>
        Path.GetExtension(given) is ".yaml" or ".yml" && File.Exists(given)
            ? SuiteReader.Read(given, catalog, Environment.GetEnvironmentVariable).Name
            : given;

    /// <summary>The folder of a run by any of its names; of a suite, that of its latest run.</summary>
    /// <param name="store">Where the runs are.</param>
    /// <param name="given">What the user called it.</param>
    /// <param name="catalog">The words that a suite file may use.</param>
    /// <exception cref="Core.DocumentException">There is no such run.</exception>
    public static RunFolder Open(RunStore store, string given, Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Open(Resolve(given, catalog));
    }
}
