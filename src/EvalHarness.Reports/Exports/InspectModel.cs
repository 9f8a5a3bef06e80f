using System.Globalization;
using EvalHarness.Logs;
using EvalHarness.Reports.Tables;

namespace EvalHarness.Reports.Exports;

/// <summary>One model on one task as a log of Inspect: its ids and its file.</summary>
/// <param name="Run">Header of the run.</param>
/// <param name="Task">The task.</param>
/// <param name="Place">Position of the model.</param>
internal sealed record InspectModel(RunHeader Run, ExportTask Task, int Place)
{
    /// <summary>The model as the run knew it.</summary>
    public ModelHeader Model => Task.Scores.Models[Place];

    /// <summary>The scores of the task.</summary>
    public TaskScores Scores => Task.Scores;

    /// <summary>Id of the log.</summary>
    public string EvalId => ExportIds.Short(Run.Suite, Run.Id, Task.Name, Model.Name);

    /// <summary>Id of the task, the same in every run of the suite.</summary>
    public string TaskId => ExportIds.Short(Run.Suite, Task.Name);

    /// <summary>Name of the file: time, task, id; Inspect lists JSON files of such names alone.</summary>
    public string File =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Run.StartedAt.UtcDateTime:yyyy-MM-dd'T'HH-mm-ss}+00-00_{CsvFile.FileName(Task.Name).Replace('_', '-')}_{EvalId}.json"
        );

    /// <summary>A time as Inspect writes it.</summary>
    /// <param name="time">The time.</param>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);
}
