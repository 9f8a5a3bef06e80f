using System.Collections.Immutable;
using System.CommandLine;
using EvalHarness.Cascades;
using EvalHarness.Cli.Views;
using EvalHarness.Comparisons.Joins;

namespace EvalHarness.Cli.Verbs;

/// <summary>
/// <c>evalharness cascade</c>: what a small model first and a big one then, a router by slice over two or more, or a model that takes
/// one slice over would have done with recorded answers.
/// </summary>
internal static class CascadeCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = Arguments.Run();
        var results = Arguments.Results();
        var options = new CascadeOptions();
        var json = Arguments.Json();
        var command = new Command(
            "cascade",
            "Simulate a cascade or router of two models, a router of several, or a swap of one slice, from a run's answers; asks no model."
        )
        {
            run,
            results,
        };
        foreach (var option in options.All.Append(json))
        {
            command.Options.Add(option);
        }

        return command.Does(
            terminal,
            async (parsed, catalog, cancellationToken) =>
            {
                var ask = new RunQuestions(
                    await Verb.OpenScoresAsync(parsed, catalog, run, results, cancellationToken)
                );
                var answers = ask.Task(parsed.GetValue(options.Task));
                var asked = new Asked(terminal, parsed, options, ask, answers, parsed.GetValue(json));
                if (parsed.GetValue(options.Swap) is not null)
                {
                    asked.Swap();
                }
                else if (parsed.GetValue(options.Among) is not null)
                {
                    asked.Among();
                }
                else
                {
                    asked.Pair();
                }

                return ExitCode.Good;
            }
        );
    }

    private sealed record Asked(
        Terminal Terminal,
        ParseResult Parsed,
        CascadeOptions Options,
        RunQuestions Ask,
        RightOrWrong Answers,
        bool IsJson
    )
    {
        private double Value => Parsed.NumberOf(Options.Value);

        private int Folds => Parsed.NumberOf(Options.Folds);

        public void Pair()
        {
            string[] names = Options.Only(Parsed, Options.First, Options.Then);
            var (small, big) = (Ask.Model(Answers, names[0]), Ask.Model(Answers, names[1]));
            if (small == big)
            {
                throw Ask.Fault($"model '{small.Name}' before itself", "two models");
            }

            var pair = Parsed.GetValue(Options.By) is { } field
                ? CascadePair.BySlice(Answers, small, big, Ask.Field(Answers, field))
                : CascadePair.Of(Answers, small, big);
            var simulation =
                CascadeSimulation.Of(Answers, pair, Value, Folds)
                ?? throw Ask.Fault(
                    $"too few answers of both '{small.Name}' and '{big.Name}' to hold any out",
                    "answers in two clusters or more"
                );
            if (IsJson)
            {
                JsonView.Write(Terminal, CascadeJson.Of(simulation));
            }
            else if (simulation.Plan is { } plan)
            {
                RouterView.Write(Terminal, simulation, plan);
            }
            else
            {
                CascadeView.Write(Terminal, simulation);
            }
        }

        public void Among()
        {
            string[] given = Options.Only(Parsed, Options.Among, Options.By);
            string field = Ask.Field(Answers, given[1]);
            ImmutableArray<AnsweringModel> models =
                given[0] == "all"
                    ? [.. Answers.Models.Where(model => model.Members.IsEmpty)]
                    :
                    [
                        .. given[0]
                            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                            .Distinct(StringComparer.Ordinal)
                            .Select(name => Ask.Model(Answers, name)),
                    ];
            if (models.Length < 2)
            {
                throw Ask.Fault($"{models.Length} model to choose from", "two models or more for --among");
            }

            var simulation =
                RouterSimulation.Of(Answers, models, field, Value, Folds)
                ?? throw Ask.Fault(
                    "too few answers that all of the models gave to hold any out",
                    "answers in two clusters or more"
                );
            if (IsJson)
            {
                JsonView.Write(Terminal, CascadeJson.Of(simulation));
            }
            else
            {
                ExpertsView.Write(Terminal, simulation);
            }
        }

        public void Swap()
        {
            string[] given = Options.Only(Parsed, Options.Swap, Options.With, Options.Base);
            int at = given[0].IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw Ask.Fault($"'{given[0]}' for --swap", "FIELD=VALUE");
            }

            var (field, slice) = (Ask.Field(Answers, given[0][..at]), given[0][(at + 1)..]);
            var (after, before) = (Ask.Model(Answers, given[1]), Ask.Model(Answers, given[2]));
            if (after == before)
            {
                throw Ask.Fault($"model '{after.Name}' in its own place", "two models");
            }

            var swap =
                ExpertSwap.Of(Answers, field, slice, before, after, Value)
                ?? throw Ask.NoSlice(Answers, field, slice, before, after);
            if (IsJson)
            {
                JsonView.Write(Terminal, CascadeJson.Of(swap));
            }
            else
            {
                SwapView.Write(Terminal, swap);
            }
        }
    }
}
