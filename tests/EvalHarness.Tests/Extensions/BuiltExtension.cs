namespace EvalHarness.Tests.Extensions;

/// <summary>An extension that was really built, and a suite that uses every word of it.</summary>
internal static class BuiltExtension
{
    /// <summary>Path of the extension.</summary>
    public static string First { get; } = PathOf("EvalHarness.Extension.Sample", "Team.Evals");

    /// <summary>The same after a change of its code.</summary>
    public static string Next { get; } = PathOf("EvalHarness.Extension.Sample.Next", "Team.Evals");

    /// <summary>What the extension depends on: an assembly that knows nothing of EvalHarness.</summary>
    public static string Dependency { get; } = PathOf("EvalHarness.Extension.Sample", "Team.Words");

    /// <summary>Data in the format that only the extension reads.</summary>
    public const string Data =
        "id | text | label\ns1 | up | positive\ns2 | down | negative\ns3 | up again | positive\n";

    /// <summary>A suite with a metric, a provider, an answer format and a reader of the extension.</summary>
    /// <param name="extensions">A line that names extensions; empty for none.</param>
    /// <param name="name">Name of the suite.</param>
    /// <param name="local">Whether answers of the model are free, so that none is kept.</param>
    public static string Suite(string extensions, string name = "team", bool local = false) =>
        $$$"""
            suite: {{{name}}}
            {{{extensions}}}
            models:
              constant: { provider: team-constant, local: {{{(local ? "true" : "false")}}} }
              majority: { provider: majority-class }
            tasks:
              - task: words
                dataset: { file: data.pipe, id: id, fields: [text], target: label }
                prompt: "Is it good news? {{text}}"
                answer: first_word
                metrics: [exact_match, { same_length: { within: 1 } }]
            gates:
              - { model: constant, metric: words/same_length, at_least: 0.2 }

            """;

    /// <summary>Copies an extension with what lies beside it, as a team would put it beside its suites.</summary>
    public static void Copy(string extension, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(extension)!, "Team.*"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }
    }

    /// <summary>Built for the configuration of these tests: bin/project/configuration.</summary>
    private static string PathOf(string project, string assembly)
    {
        string own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string bin = Path.GetDirectoryName(Path.GetDirectoryName(own))!;
        return Path.Combine(bin, project, Path.GetFileName(own), assembly + ".dll");
    }
}
