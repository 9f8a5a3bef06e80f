using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Tables;

/// <summary>The file that holds the numbers of a chart, and the command that makes it.</summary>
/// <param name="File">Path of the file from the folder of the report.</param>
/// <param name="Command">The command.</param>
internal sealed record SourceText(string File, string Command)
{
    /// <summary>Those of a chart of a run.</summary>
    /// <param name="report">The report.</param>
    /// <param name="task">The task that the chart belongs to; null for one of the whole run.</param>
    /// <param name="name">Name of the table.</param>
    public static SourceText Of(ReportView report, TaskView? task, string name) =>
        new(
            $"{report.Input.Names.Csv}/{CsvFile.FileName(Prefix(report, task) + name)}.csv",
            $"evalharness report …/{report.Run.Id}"
        );

    /// <summary>Those of a chart of a decision that hangs on no run.</summary>
    /// <param name="name">Name of the table.</param>
    /// <param name="folder">Folder of the file.</param>
    public static SourceText OfDecision(string name, string folder = "csv") =>
        new($"{folder}/{CsvFile.FileName(name)}.csv", "evalharness decide FILE --out FOLDER");

    /// <summary>What names of files of a task begin with, where there are several tasks.</summary>
    public static string Prefix(ReportView report, TaskView? task) =>
        task is not null && report.Tasks.Length > 1 ? task.Task.Task + "-" : "";
}
