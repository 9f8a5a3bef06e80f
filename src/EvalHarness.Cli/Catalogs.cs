using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary>The words that suites may use with this tool.</summary>
internal static class Catalogs
{
    /// <summary>The library's own words and those of its packages.</summary>
    public static Catalog Default() => SuiteCatalog.With();
}
