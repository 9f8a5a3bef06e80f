using System.CommandLine;
using EvalHarness.Decisions.Specs;
using EvalHarness.Files;
using EvalHarness.Reports.Records;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness schema</c>: the JSON Schemas of suites, decisions and results, or the reference of every key.</summary>
internal static class SchemaCommand
{
    public static Command Create(Terminal terminal)
    {
        var reference = new Option<bool>("--reference")
        {
            Description = "Print the reference of every key as Markdown instead of the JSON Schema.",
        };
        var decision = new Option<bool>("--decision")
        {
            Description = "The JSON Schema of decisions in a file of their own instead of that of suites.",
        };
        var result = new Option<bool>("--result")
        {
            Description = "The JSON Schema of what 'run --json' prints instead of that of suites.",
        };
        var update = new Option<string?>("--update")
        {
            Description =
                "Write into this file: a .json file takes the schema, a Markdown page the reference between its marks.",
        };
        return new Command("schema", "Print the JSON Schema of suite files, for editors.")
        {
            reference,
            decision,
            result,
            update,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                string Schema() =>
                    parsed.GetValue(result) ? ResultSchema.Json()
                    : parsed.GetValue(decision) ? DecisionSchema.Json(catalog)
                    : SuiteSchema.Json(catalog);
                if (parsed.GetValue(update) is { } file)
                {
                    await UpdateAsync(file, Schema, catalog, cancellationToken);
                }
                else
                {
                    terminal.Write(parsed.GetValue(reference) ? SuiteReference.Markdown(catalog) : Schema());
                }

                return ExitCode.Good;
            }
        );
    }

    private static async Task UpdateAsync(
        string file,
        Func<string> schema,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        string text =
            Path.GetExtension(file) == ".json"
                ? schema()
                : SuiteReference.Update(await File.ReadAllTextAsync(file, cancellationToken), catalog);
        await WholeFile.WriteAsync(file, text, cancellationToken);
    }
}
