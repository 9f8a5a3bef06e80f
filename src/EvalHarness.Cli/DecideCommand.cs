using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Conclusions.Measured;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Logs;
using EvalHarness.Reports;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

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
        var changes = parsed.GetValue(whatIf) is { } text ? WhatIf.Parse(text) : [];
        var store = new RunStore(parsed.GetRequiredValue(results));
        var (section, suite) = Read(parsed.GetRequiredValue(file), catalog);
        var asked = DecisionCase.Of(section, catalog, Environment.GetEnvironmentVariable);
        var own = await OwnAsync(parsed.GetValue(run), suite, store, catalog, cancellationToken);
        asked = Measurements.Attach(
            asked with
            {
                WhatIfs = changes,
            },
            own is null ? null : new RunEvidence(own.Table),
            DecisionRuns.Of(store, catalog)
        );
        var account = DecisionAccount.Of(asked);
        string? page = parsed.GetValue(output) is { } folder
            ? await WriteAsync(account, own, folder, cancellationToken)
            : null;
        if (parsed.GetValue(json))
        {
            JsonView.Write(terminal, account);
        }
        else
        {
            VerdictView.Write(terminal, account, isShort: false);
            if (page is not null)
            {
                terminal.Write("");
                terminal.Write($"report: {page}");
            }
        }

        DecisionFindings.Write(terminal, asked, account.Result.Findings);
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

    private static async Task<Conclusions?> OwnAsync(
        string? given,
        string? suite,
        RunStore store,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        var folder =
            given is not null ? store.Open(RunNames.Resolve(given, catalog))
            : suite is not null ? store.FindLatest(suite)
            : null;
        return folder is null ? null : await Conclusions.DrawAsync(folder, catalog, rescore: false, cancellationToken);
    }

    private static async Task<string> WriteAsync(
        DecisionAccount account,
        Conclusions? own,
        string folder,
        CancellationToken cancellationToken
    )
    {
        if (own is not null)
        {
            return await ReportFiles.WriteAsync(
                (own with { Decision = account }).ReportInput(),
                folder,
                cancellationToken
            );
        }

        Directory.CreateDirectory(folder);
        string page = Path.Combine(folder, "decision.html");
        await DecisionPage.WriteAsync(account, page, cancellationToken);
        await DecisionCsv.WriteAsync(account, Path.Combine(folder, "csv"), cancellationToken);
        return page;
    }
}
