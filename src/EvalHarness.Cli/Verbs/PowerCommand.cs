using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness power</c>: samples for a difference, difference for samples, power for both; asks no model.</summary>
internal sealed class PowerCommand(Terminal terminal)
{
    private readonly PowerOptions assumed = new();
    private readonly PilotOptions pilot = new();
    private readonly JudgePowerOptions judges = new();
    private readonly Option<bool> json = Arguments.Json();

    public static Command Create(Terminal terminal) => new PowerCommand(terminal).Create();

    private Command Create()
    {
        var command = new Command(
            "power",
            "Say how many samples a comparison needs, or what so many can find; from a pilot or from assumptions."
        )
        {
            json,
        };
        foreach (var option in assumed.All.Concat(pilot.All).Concat(judges.All))
        {
            command.Add(option);
        }

        return command.Does(terminal, PlanAsync);
    }

    private async Task<int> PlanAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        var ratings = await judges.ReadAsync(
            parsed,
            catalog,
            pilot.ResultsIn(parsed),
            assumed.ConfidenceIn(parsed),
            assumed.Asking.Concat(pilot.Asking),
            cancellationToken
        );
        if (ratings is not null)
        {
            if (parsed.GetValue(json))
            {
                JudgePowerView.WriteJson(terminal, ratings);
            }
            else
            {
                JudgePowerView.Write(terminal.Out, ratings);
            }

            return ExitCode.Good;
        }

        var learned = await pilot.ReadAsync(parsed, catalog, cancellationToken);
        var assumptions = assumed.Read(parsed, learned?.Assumptions);
        var question = assumed.Question(parsed, assumptions, learned);
        var answer = PowerAnswer.Of(assumptions, question);
        if (parsed.GetValue(json))
        {
            PowerView.WriteJson(terminal, answer);
        }
        else
        {
            PowerView.Write(terminal, answer);
        }

        return ExitCode.Good;
    }
}
