using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Suites;

namespace EvalHarness.Conclusions;

/// <summary>Lets a run be scored by what a suite says now instead of what it said then.</summary>
internal static class Rescoring
{
    /// <summary>What was asked of a judge stays; who it is compared with, and whether gates may go by it, is said now.</summary>
    private static JudgeHeader Adopt(JudgeHeader judge, EvalTask declared) =>
        declared.Judges.FirstOrDefault(other => other.Name == judge.Name) is { } now
            ? judge with
            {
                AllowsUncalibrated = now.AllowUncalibrated,
                Calibration = LabelFile.HeaderOf(now),
            }
            : judge;

    /// <summary>Takes answer formats and metrics of the suite's tasks over into the header of a run.</summary>
    public static async Task AdoptAsync(
        RunFolder folder,
        string suiteFile,
        EvaluationOptions options,
        CancellationToken cancellationToken
    )
    {
        var suite = SuiteReader.Read(
            suiteFile,
            options.Catalog,
            Environment.GetEnvironmentVariable,
            given: [],
            options.EvaluatorSource
        );
        var header = RunLog.ReadHeader(folder);
        var tasks = header.Tasks.Select(task =>
        {
            var declared =
                suite.Tasks.FirstOrDefault(other => other.Name == task.Name)
                ?? throw new DocumentException(
                    new Fault(
                        new Location(suiteFile),
                        $"no task '{task.Name}', which the run has",
                        "the tasks of the run"
                    )
                );
            return task with
            {
                AnswerFormat = suite.Catalog.Write(declared.Answer),
                Metrics = [.. declared.Metrics.Select(suite.Catalog.Write)],
                Labels = declared.Answer.Labels.IsEmpty ? task.Labels : declared.Answer.Labels,
                Judges = task.Judges is { } judges ? [.. judges.Select(judge => Adopt(judge, declared))] : null,
            };
        });
        RunLog.WriteHeader(
            folder,
            header with
            {
                Tasks = [.. tasks],
                Compare = suite.Compare,
                Gates = suite.Gates,
                Extensions = UsedExtensions.Of(suite, folder),
            }
        );
        await LabelFile.WriteAsync(suite, folder, cancellationToken);
    }
}
