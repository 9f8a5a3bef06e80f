using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Suites;

namespace EvalHarness.Conclusions;

/// <summary>Lets a run be scored by what a suite says now instead of what it said then.</summary>
internal static class Rescoring
{
    /// <summary>Takes answer formats and metrics of the suite's tasks over into the header of a run.</summary>
    public static void Adopt(RunFolder folder, string suiteFile, EvaluationOptions options)
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
    }
}
