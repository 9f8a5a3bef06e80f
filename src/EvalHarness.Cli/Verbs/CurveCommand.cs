using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Core;
using EvalHarness.Curves;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness curve</c>: learning curves of a run, extrapolated, and the rows it takes to reach a target.</summary>
internal static class CurveCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = Arguments.Run();
        var results = Arguments.Results();
        var task = new Option<string?>("--task") { Description = "Task; the first one by default." };
        var target = new Option<string?>("--target")
        {
            Description =
                "What is to be reached: a model of the run, or a share; by default the best general model and the best other.",
        };
        var json = Arguments.Json();
        return new Command("curve", "Fit and extrapolate the learning curves of a run; asks no model.")
        {
            run,
            results,
            task,
            target,
            json,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                var ask = new RunQuestions(
                    await Verb.OpenScoresAsync(parsed, catalog, run, results, cancellationToken)
                );
                var answers = ask.Task(parsed.GetValue(task));
                var (model, share) = Target(ask, answers, target, parsed.GetValue(target));
                var curves = RunCurve.Of(answers, model, share);
                if (curves.IsEmpty)
                {
                    throw ask.Fault(
                        "no model on a learning curve of two sizes or more",
                        "train_sizes: on a text-classifier, or learning_curve: { of: name, size: rows } on checkpoints"
                    );
                }

                if (parsed.GetValue(json))
                {
                    CurveView.WriteJson(terminal, curves);
                }
                else
                {
                    CurveView.Write(terminal, curves);
                }

                return ExitCode.Good;
            }
        );
    }

    private static (AnsweringModel? Model, double? Share) Target(
        RunQuestions ask,
        RightOrWrong answers,
        Option<string?> option,
        string? given
    )
    {
        if (given is null)
        {
            return default;
        }

        bool isNumber = NumberText.TryRead(given, out double share);
        if (isNumber && share is > 0 and < 1)
        {
            return (null, share);
        }

        string? mend = NumberText.Mend<double>(given, value => value is > 0 and < 1);
        return (isNumber || mend is not null) && answers.Find(given) is null
            ? throw new DocumentException(
                new Fault(
                    new Location(option.Name),
                    "found " + (isNumber ? given : Wording.Quote(given)),
                    "a share between 0 and 1, such as 0.85, or a model" + (mend is null ? "" : $"; {mend}")
                )
            )
            : (ask.Model(answers, given), null);
    }
}
