using EvalHarness.Logs;
using EvalHarness.Reports.Records;

namespace EvalHarness.Cli.Views;

/// <summary>What is no result of a run as JSON for other programs, under the same rules.</summary>
internal static class JsonView
{
    /// <summary>Anything.</summary>
    public static void Write(Terminal terminal, object value) => terminal.Write(ResultJson.Any(value));

    /// <summary>A list of runs.</summary>
    public static void WriteRuns(Terminal terminal, IEnumerable<(RunFolder Folder, RunHeader Header)> runs) =>
        Write(
            terminal,
            runs.Select(run => new
            {
                id = run.Header.Id,
                suite = run.Header.Suite,
                started_at = run.Header.StartedAt,
                ended_at = run.Header.EndedAt,
                folder = run.Folder.Path,
            })
        );
}
