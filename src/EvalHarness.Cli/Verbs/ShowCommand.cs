using System.CommandLine;
using System.Globalization;
using EvalHarness.Cli.Views;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness show</c>: one sample, the prompt, what each model answered, how it was read and scored.</summary>
internal static class ShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = Arguments.Run();
        var sample = new Argument<string>("sample") { Description = "Id of the sample." };
        var task = new Option<string?>("--task")
        {
            Description = "Task of the sample; the first that has it by default.",
        };
        var model = new Option<string?>("--model") { Description = "Only this model." };
        var results = Arguments.Results();
        return new Command("show", "Show one sample: prompt, each model's answer, how it was read and scored.")
        {
            run,
            sample,
            task,
            model,
            results,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                var evaluation = await Verb.OpenScoresAsync(parsed, catalog, run, results, cancellationToken);
                var found = Find(evaluation, parsed.GetRequiredValue(sample), parsed.GetValue(task));
                await SampleView.WriteAsync(
                    terminal,
                    evaluation.Folder,
                    found.Scores,
                    found.Row,
                    parsed.GetValue(model),
                    cancellationToken
                );
                return ExitCode.Good;
            }
        );
    }

    private static (TaskScores Scores, int Row) Find(Evaluation evaluation, string id, string? task)
    {
        foreach (var scores in evaluation.Scores.Tasks.Where(scores => task is null || scores.Task.Name == task))
        {
            for (int row = 0; row < scores.Samples.Length; row++)
            {
                if (scores.Samples[row].Id == id)
                {
                    return (scores, row);
                }
            }
        }

        var ids = evaluation.Scores.Tasks.SelectMany(scores => scores.Samples).Select(sample => sample.Id);
        throw new DocumentException(
            new Fault(
                new Location(evaluation.Folder.SamplesFile),
                string.Create(CultureInfo.InvariantCulture, $"no sample '{id}'"),
                "the id of a sample of this run",
                Spelling.Nearest(id, ids.Take(100_000))
            )
        );
    }
}
