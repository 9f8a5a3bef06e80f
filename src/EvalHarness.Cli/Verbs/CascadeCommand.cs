using System.CommandLine;
using EvalHarness.Cascades;
using EvalHarness.Cli.Views;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness cascade</c>: what a small model first and a big one then, or one of the two by slice, would have done with recorded answers.</summary>
internal static class CascadeCommand
{
    private static readonly NumberRange<double> Money = new("a sum of money above 0", value => value is > 0 and < 1e12);

    public static Command Create(Terminal terminal)
    {
        var run = Arguments.Run();
        var results = Arguments.Results();
        var first = new Option<string>("--first")
        {
            Description = "Model that is always asked; with --by, where slices do not speak for the other.",
            Required = true,
        };
        var then = new Option<string>("--then")
        {
            Description = "Model that is asked where the first is unsure; with --by, where slices speak for it.",
            Required = true,
        };
        var by = new Option<string?>("--by")
        {
            Description = "Slice or field that decides which of the two is asked: a router instead of a cascade.",
        };
        var task = new Option<string?>("--task") { Description = "Task; the first one by default." };
        var folds = new NumberOption<int>("--folds", NumberRange.From(2))
        {
            Description = "Folds of the cross-fit.",
            Otherwise = 5,
        };
        var value = new NumberOption<double>("--value", Money)
        {
            Description = "What a right answer is worth, in US dollars.",
            Otherwise = 1,
        };
        var json = Arguments.Json();
        return new Command("cascade", "Simulate a cascade or router of two models from a run's answers; asks no model.")
        {
            run,
            results,
            first,
            then,
            by,
            task,
            folds,
            value,
            json,
        }.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                var ask = new RunQuestions(
                    await Verb.OpenScoresAsync(parsed, catalog, run, results, cancellationToken)
                );
                var answers = ask.Task(parsed.GetValue(task));
                var (small, big) = (
                    ask.Model(answers, parsed.GetRequiredValue(first)),
                    ask.Model(answers, parsed.GetRequiredValue(then))
                );
                if (small == big)
                {
                    throw ask.Fault($"model '{small.Name}' before itself", "two models");
                }

                var pair = parsed.GetValue(by) is { } field
                    ? CascadePair.BySlice(answers, small, big, ask.Field(answers, field))
                    : CascadePair.Of(answers, small, big);
                var simulation =
                    CascadeSimulation.Of(answers, pair, parsed.NumberOf(value), parsed.NumberOf(folds))
                    ?? throw ask.Fault(
                        $"too few answers of both '{small.Name}' and '{big.Name}' to hold any out",
                        "answers in two clusters or more"
                    );
                Write(terminal, simulation, parsed.GetValue(json));
                return ExitCode.Good;
            }
        );
    }

    private static void Write(Terminal terminal, CascadeSimulation simulation, bool isJson)
    {
        if (isJson)
        {
            JsonView.Write(terminal, CascadeJson.Of(simulation));
        }
        else if (simulation.Plan is { } plan)
        {
            RouterView.Write(terminal, simulation, plan);
        }
        else
        {
            CascadeView.Write(terminal, simulation);
        }
    }
}
