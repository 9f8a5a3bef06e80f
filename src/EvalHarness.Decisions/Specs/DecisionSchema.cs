using EvalHarness.Yaml;

namespace EvalHarness.Decisions.Specs;

/// <summary>The JSON Schema of decisions that have a file of their own, for editors.</summary>
public static class DecisionSchema
{
    /// <summary>The schema (draft 2020-12), generated from the records that decisions are read into.</summary>
    /// <param name="catalog">The words that decisions may use; those of this package by default.</param>
    public static string Json(Catalog? catalog = null) =>
        new SchemaWriter(catalog ?? DecisionReader.Own).WriteSection(typeof(DecisionSpec), "EvalHarness decision");
}
