using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Conclusions;

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
                var found = await Evaluation.OpenSampleAsync(
                    parsed.GetRequiredValue(run),
                    parsed.GetRequiredValue(sample),
                    parsed.GetValue(task),
                    Verb.Options(catalog, parsed.GetRequiredValue(results)),
                    cancellationToken
                );
                SampleView.Write(terminal, found, parsed.GetValue(model));
                return ExitCode.Good;
            }
        );
    }
}
