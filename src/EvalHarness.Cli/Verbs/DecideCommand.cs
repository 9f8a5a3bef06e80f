using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Conclusions;
using EvalHarness.Conclusions.Measured;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Logs;
using EvalHarness.Reports;
using EvalHarness.Reports.Records;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness decide</c>: what the numbers are worth, and what to do next; asks no model.</summary>
internal sealed class DecideCommand(Terminal terminal)
{
    private readonly Argument<string> file = new("file")
    {
        Description = "Suite with a decision: section, or a file that is a decision.",
    };

    private readonly Option<string?> whatIf = new("--what-if")
    {
        Description =
            "Change assumptions for this trial: volume=2x,oneoff=5M,uplift=+3pt,frontier=20%. Names: "
            + string.Join(", ", WhatIf.ShortNames.Select(one => one.Name))
            + ", or any parameter's.",
    };

    private readonly Option<string?> run = new("--run")
    {
        Description = "Run that measured the options; the suite's latest run by default.",
    };

    private readonly Option<string> results = Arguments.Results();
    private readonly Option<bool> json = Arguments.Json();
    private readonly Option<string?> output = new("--out", "-o")
    {
        Description = "Folder for the page and the CSV files; none are written by default.",
    };

    public static Command Create(Terminal terminal) => new DecideCommand(terminal).Create();

    private Command Create() =>
        new Command("decide", "Say whether a custom model is worth it, and what to do next; asks no model.")
        {
            file,
            whatIf,
            run,
            results,
            json,
            output,
        }.Does(terminal, DecideAsync);

    private async Task<int> DecideAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        var options = Verb.Options(catalog, parsed.GetRequiredValue(results)) with
        {
            ScoresOnly = parsed.GetValue(output) is null,
        };
        var changes = parsed.GetValue(whatIf) is { } text ? WhatIf.Parse(text) : [];
        var (section, suite) = Read(parsed.GetRequiredValue(file), catalog);
        var asked = DecisionCase.Of(section, catalog, Environment.GetEnvironmentVariable) with { WhatIfs = changes };
        var own = await OwnAsync(parsed.GetValue(run), suite, options, cancellationToken);
        var named = await NamedRuns.ReadAsync(asked.Spec, new RunStore(options.Results), catalog, cancellationToken);
        asked = named.Measure(asked, own?.Scores);
        var account = DecisionAccount.Of(asked);
        string? page = parsed.GetValue(output) is { } folder
            ? await WriteAsync(account, own, folder, cancellationToken)
            : null;
        if (parsed.GetValue(json))
        {
            terminal.Write(ResultJson.Of(account));
        }
        else
        {
            VerdictView.Write(terminal, account, isShort: false);
            if (page is not null)
            {
                terminal.Write("");
                terminal.Write($"decision: {page}");
            }
        }

        foreach (string line in DecisionFindings.Lines(asked, account.Result.Findings))
        {
            terminal.Note(line);
        }

        return account.Result.Verdict is null ? ExitCode.YourFile : ExitCode.Good;
    }

    private static (YamlNode Section, string? Suite) Read(string path, Catalog catalog)
    {
        var root = DecisionReader.Compose(path);
        if (root is not YamlMapping mapping || mapping.Find("suite") is null)
        {
            return (DecisionReader.Section(root), null);
        }

        var suite = SuiteReader.Read(path, catalog, Environment.GetEnvironmentVariable);
        return suite.Decision is { } section
            ? (section, suite.Name)
            : throw new DocumentException(
                new Fault(new Location(path), "a suite without a decision", "the section 'decision:'")
            );
    }

    private static async Task<Evaluation?> OwnAsync(
        string? given,
        string? suite,
        EvaluationOptions options,
        CancellationToken cancellationToken
    )
    {
        string? run = given ?? (suite is null ? null : new RunStore(options.Results).FindLatest(suite)?.Path);
        return run is null ? null : await Evaluation.OpenAsync(run, options, cancellationToken);
    }

    private static async Task<string> WriteAsync(
        DecisionAccount account,
        Evaluation? own,
        string folder,
        CancellationToken cancellationToken
    )
    {
        if (own is null)
        {
            return await DecisionFolder.WriteAsync(account, folder, cancellationToken);
        }

        await own.With(account).WriteReportAsync(folder, cancellationToken);
        return DecisionPage.PathIn(folder, account, own.Scores.Header);
    }
}
