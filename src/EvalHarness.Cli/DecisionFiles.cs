using System.Text.RegularExpressions;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Specs;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary>Decisions that have a file of their own, beside suites.</summary>
internal static partial class DecisionFiles
{
    private static readonly string[] Endings = [".decision.yaml", ".decision.yml"];

    /// <summary>Divides what a user names into decisions, suites, and folders with suites.</summary>
    /// <param name="paths">Files and folders.</param>
    public static (string[] Decisions, string[] Suites) Divide(IEnumerable<string> paths)
    {
        var decisions = new List<string>();
        var suites = new List<string>();
        foreach (string path in paths)
        {
            string[] files = Directory.Exists(path) ? [.. SuiteReader.FilesOf(path)] : [path];
            string[] own = [.. files.Where(Is)];
            decisions.AddRange(own);
            if (own.Length == 0 || (Directory.Exists(path) && files.Any(SuiteReader.IsSuite)))
            {
                suites.Add(path);
            }
        }

        return ([.. decisions.Distinct(StringComparer.Ordinal)], [.. suites]);
    }

    /// <summary>Reads a decision.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="catalog">The words that it may use.</param>
    public static DecisionCase Read(string path, Catalog catalog) =>
        DecisionCase.Of(
            DecisionReader.Section(DecisionReader.Compose(path)),
            catalog,
            Environment.GetEnvironmentVariable
        );

    /// <summary>Whether a file means to be a decision, whole or not.</summary>
    private static bool Is(string path) =>
        Endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))
        || (
            File.Exists(path)
            && !SuiteReader.IsSuite(path)
            && YamlFile.Read(path, new FaultCollector()) is { } text
            && (DecisionKey().IsMatch(text) || OwnKeys().Count(text) > 1)
        );

    [GeneratedRegex(@"^[""']?decision[""']?\s*:", RegexOptions.Multiline)]
    private static partial Regex DecisionKey();

    [GeneratedRegex(@"^(incumbent|options|volume|value)\s*:", RegexOptions.Multiline)]
    private static partial Regex OwnKeys();
}
