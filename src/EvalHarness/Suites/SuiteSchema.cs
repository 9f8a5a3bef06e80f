using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>The JSON Schema of suite files, for editors.</summary>
public static class SuiteSchema
{
    /// <summary>The schema (draft 2020-12), generated from the records that suites are read into.</summary>
    /// <param name="catalog">The words that suites may use.</param>
    public static string Json(Catalog catalog) =>
        new SchemaWriter(catalog).Write(typeof(SuiteSpec), "EvalHarness suite");
}
