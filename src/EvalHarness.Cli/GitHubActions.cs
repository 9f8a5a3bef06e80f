using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;

namespace EvalHarness.Cli;

/// <summary>What GitHub Actions reads from a step: workflow commands that mark lines of files, and a summary file.</summary>
internal static class GitHubActions
{
    /// <summary>Marks the line of each gate that did not pass, where GitHub Actions runs the step.</summary>
    public static void Annotate(
        Terminal terminal,
        string suiteFile,
        ImmutableArray<GateResult> gates,
        Func<string, string?> environment
    )
    {
        if (environment("GITHUB_ACTIONS") is not "true")
        {
            return;
        }

        foreach (var gate in gates.Where(gate => gate.Verdict != GateVerdict.Pass))
        {
            string level =
                gate.Blocks ? "error"
                : gate.Verdict == GateVerdict.Inconclusive ? "warning"
                : "notice";
            var at = gate.Gate.Declared;
            string file = Property(string.IsNullOrEmpty(at.File) ? suiteFile : at.File);
            string line = Math.Max(1, at.Line).ToString(CultureInfo.InvariantCulture);
            string title = Property($"{gate.Model}: {gate.Name}");
            terminal.Write($"::{level} file={file},line={line},title={title}::{Data(GateText.Describe(gate))}");
        }
    }

    /// <summary>The file that takes the summary of the job; null outside of GitHub Actions.</summary>
    public static string? SummaryFile(Func<string, string?> environment) =>
        environment("GITHUB_STEP_SUMMARY") is { Length: > 0 } file ? file : null;

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
