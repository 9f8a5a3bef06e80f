using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Core;
using EvalHarness.Runs.Checkups;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness models check</c>: a few small requests to each model of a suite, after asking whether to pay for them.</summary>
internal sealed class ModelsCommand(Terminal terminal)
{
    private readonly Argument<string[]> suites = Arguments.Suites();
    private readonly Option<string[]> models = new("--model", "-m")
    {
        Description = "Model that is asked; may be given several times. All by default.",
    };

    private readonly NumberOption<int> repeats = new("--repeats", NumberRange.Between(2, 100))
    {
        Description = "How often each of four prompts is asked at temperature 0.",
        Otherwise = 2,
    };

    private readonly NumberOption<int> maxTokens = new("--max-tokens", NumberRange.Between(1, 100_000))
    {
        Description = "Most tokens of an answer; models that reason first need more.",
        Otherwise = 32,
    };

    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Pay without asking first." };
    private readonly Option<string> results = Arguments.Results();
    private readonly Option<bool> json = Arguments.Json();

    public static Command Create(Terminal terminal) =>
        new("models", "Look at the models of a suite.") { new ModelsCommand(terminal).CreateCheck() };

    private Command CreateCheck() =>
        new Command("check", "Ask each model a few small requests: whether it answers, how fast, what it can do.")
        {
            suites,
            models,
            repeats,
            maxTokens,
            yes,
            results,
            json,
        }.Does(terminal, CheckAsync);

    private async Task<int> CheckAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        var checkups = SuiteReader
            .ReadAll(parsed.GetRequiredValue(suites), catalog, Environment.GetEnvironmentVariable)
            .Select(suite => (Suite: suite, Checkup: Checkup.Of(suite, OptionsOf(parsed))))
            .ToList();
        string bill = CheckView.Bill([.. checkups.Select(one => one.Checkup.Bill)]);
        if (checkups.Any(one => one.Checkup.Bill.Requests > 0) && !parsed.GetValue(yes))
        {
            if (!terminal.CanAsk)
            {
                throw new DocumentException(
                    new Fault(
                        new Location(yes.Name),
                        $"not given, and nobody to ask: {bill}",
                        "--yes, which pays for it"
                    )
                );
            }

            if (!terminal.Confirm($"{bill}. Go on?"))
            {
                terminal.Note("nothing was asked");
                return ExitCode.Interrupted;
            }
        }

        var all = new List<(string Suite, IReadOnlyList<ModelFinding> Models)>();
        foreach (var (suite, checkup) in checkups)
        {
            all.Add((suite.Name, await checkup.RunAsync(Tell, cancellationToken)));
        }

        if (parsed.GetValue(json))
        {
            CheckView.WriteJson(terminal, all);
        }
        else
        {
            foreach (var (suite, found) in all)
            {
                CheckView.Write(terminal, suite, found);
            }
        }

        return all.Any(one => one.Models.Any(model => model.Status == FindingStatus.Failed))
            ? ExitCode.TheWorld
            : ExitCode.Good;
    }

    private void Tell(string model) => terminal.Note($"asking {model} ...");

    private CheckupOptions OptionsOf(ParseResult parsed) =>
        new()
        {
            Models = [.. parsed.GetValue(models) ?? []],
            Repeats = parsed.NumberOf(repeats),
            MaxTokens = parsed.NumberOf(maxTokens),
            Results = parsed.GetRequiredValue(results),
        };
}
