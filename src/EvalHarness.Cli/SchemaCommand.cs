using System.CommandLine;
using EvalHarness.Suites;

namespace EvalHarness.Cli;

/// <summary><c>evalharness schema</c>: the JSON Schema of suite files for editors, or the reference of every key.</summary>
internal static class SchemaCommand
{
    public static Command Create(Terminal terminal)
    {
        var reference = new Option<bool>("--reference")
        {
            Description = "Print the reference of every key as Markdown instead of the JSON Schema.",
        };
        var update = new Option<string?>("--update")
        {
            Description =
                "Write into this file: a .json file takes the schema, a Markdown page the reference between its marks.",
        };
        return new Command("schema", "Print the JSON Schema of suite files, for editors.") { reference, update }.Does(
            terminal,
            async (parsed, cancellationToken) =>
            {
                var catalog = Catalogs.Default();
                if (parsed.GetValue(update) is { } file)
                {
                    await UpdateAsync(file, catalog, cancellationToken);
                }
                else
                {
                    terminal.Write(
                        parsed.GetValue(reference) ? SuiteReference.Markdown(catalog) : SuiteSchema.Json(catalog)
                    );
                }

                return ExitCode.Good;
            }
        );
    }

    private static async Task UpdateAsync(string file, Yaml.Catalog catalog, CancellationToken cancellationToken)
    {
        var text =
            Path.GetExtension(file) == ".json"
                ? SuiteSchema.Json(catalog)
                : SuiteReference.Update(await File.ReadAllTextAsync(file, cancellationToken), catalog);
        await File.WriteAllTextAsync(file, text, cancellationToken);
    }
}
