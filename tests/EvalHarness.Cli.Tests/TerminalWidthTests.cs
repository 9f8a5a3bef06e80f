using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>What people see in terminals of five widths, in a real pseudo-terminal, against texts that were read and approved.</summary>
public sealed partial class TerminalWidthTests
{
    private const string LongName = "extraordinarily-long-named-model-of-2026-v2";

    private static readonly Tool Shared = new Tool().With("NO_SUCH_KEY_HERE", null);
    private static string run = "";
    private static string other = "";

    [OneTimeSetUp]
    public static async Task TwoRunsAreMade()
    {
        Write(Shared);
        var first = await Shared.RunAsync("run", "suite.yaml", "--quiet");
        WriteAnswers(Shared, "small", every: 3);
        var second = await Shared.RunAsync("run", "suite.yaml", "--quiet");
        Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)), first.ToString() + second);
        string[] runs = Shared.Runs("width/spread");
        (run, other) = (Path.GetFileName(runs[0]), Path.GetFileName(runs[1]));
    }

    [OneTimeTearDown]
    public static void TheFolderIsRemoved() => Shared.Dispose();

    [TestCaseSource(nameof(Screens))]
    public async Task A_screen_is_the_approved_one(string name, string words, int columns)
    {
        // What makes runs makes them elsewhere: the others list and name those that are there.
        using var own = new Tool().With("NO_SUCH_KEY_HERE", null);
        Write(own);
        var (_, screen) = await PseudoTerminal.RunAsync(name == "run" ? own : Shared, columns, Words(words));
        using (Assert.EnterMultipleScope())
        {
            Approvals.Hold(Scrubbed(screen), FormattableString.Invariant($"terminal/{name}-{columns}.txt"));
            Assert.That(
                screen.Split('\n').Where(line => !line.Contains("file://", StringComparison.Ordinal)),
                Has.All.Length.LessThanOrEqualTo(columns)
            );
        }
    }

    [Test]
    public async Task While_a_run_goes_no_line_of_its_progress_is_longer_than_the_terminal(
        [Values(40, 60, 80, 160)] int columns
    )
    {
        using var tool = new Tool();
        Write(tool);
        var (exitCode, screen) = await PseudoTerminal.RunAsync(tool, columns, "run", "suite.yaml");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.Zero, screen);
            Assert.That(screen, Does.Not.Contain("0/0").And.Not.Contain("0 of 0"));
            Assert.That(
                screen.Split('\n').Where(line => !line.Contains("file://", StringComparison.Ordinal)),
                Has.All.Length.LessThanOrEqualTo(columns)
            );
        }
    }

    [Test]
    public async Task COLUMNS_is_heeded_by_a_pipe_and_plain_words_are_lists_in_ascii()
    {
        using var narrow = new Tool().With("COLUMNS", "50");
        Write(narrow);
        var ended = await narrow.RunAsync("run", "suite.yaml", "--quiet", "--ascii");
        using var wide = new Tool();
        Write(wide);
        var plain = await wide.RunAsync("run", "suite.yaml", "--quiet", "--plain", "--ascii");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(
                ended.Output.Split('\n').Where(line => !line.Contains("file://", StringComparison.Ordinal)),
                Has.All.Length.LessThanOrEqualTo(50)
            );
            Assert.That(plain.Output, Does.Contain("good: 80.0 % (").And.Contain("better than small by"));
            Assert.That(plain.Output.Where(c => c > 127), Is.Empty);
        }
    }

    [Test]
    public async Task A_report_is_given_to_the_program_that_opens_pages_where_that_is_asked()
    {
        using var own = new Tool();
        Write(own);
        string opened = Path.Combine(own.Folder, "opened.txt");
        string browser = own.Write(
            "bin/xdg-open",
            $"#!/bin/sh\necho \"$1\" > '{opened}.draft' && mv '{opened}.draft' '{opened}'\n"
        );
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("what opens pages elsewhere cannot be put in its place");
            return;
        }

        File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string path = Environment.GetEnvironmentVariable("PATH")!;
        own.With("PATH", $"{Path.GetDirectoryName(browser)}:{path}");
        // The program runs on its own: what it was given is there when the file has its name.
        var appeared = own.AppearsAsync("opened.txt");
        var ended = await own.RunAsync("run", "suite.yaml", "--quiet", "--open");
        await appeared;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(
                (await File.ReadAllTextAsync(opened)).Trim(),
                Does.EndWith("report.html").And.StartsWith(own.Folder)
            );
        }
    }

    private static IEnumerable<TestCaseData> Screens()
    {
        foreach (
            var (name, words) in new[]
            {
                ("run", "run suite.yaml --quiet"),
                ("list", "list"),
                ("compare", "compare RUN OTHER"),
                ("gate", "gate suite.yaml --quiet"),
                ("plan", "plan suite.yaml --samples 0"),
                ("power", "power --discordance 0.3 --samples 420"),
                ("decide", "decide worth.decision.yaml"),
                ("decide-refused", "decide refused.decision.yaml"),
            }
        )
        {
            foreach (int columns in new[] { 60, 80, 100, 120, 160 })
            {
                yield return new TestCaseData(name, words, columns).SetArgDisplayNames(
                    FormattableString.Invariant($"{name}_{columns}")
                );
            }
        }
    }

    private static string[] Words(string words) =>
        [
            .. words
                .Split(' ')
                .Select(word =>
                    word switch
                    {
                        "RUN" => run,
                        "OTHER" => other,
                        _ => word,
                    }
                ),
        ];

    /// <summary>Ids, days and paths of the moment, by others of the same length.</summary>
    private static string Scrubbed(string screen)
    {
        string same = RunId().Replace(screen, "20261201-120000-0123abcd");
        same = ShortRunId().Replace(same, "20261201-120000");
        same = Day().Replace(same, "2026-12-01 12:00");
        return Address().Replace(same, "file:///results/report.html");
    }

    /// <summary>Four models over 90 samples in 30 clusters, with answers, times and tokens from a file.</summary>
    private static void Write(Tool tool)
    {
        var data = new StringBuilder("id,text,label,company\n");
        for (int i = 0; i < 90; i++)
        {
            data.Append(CultureInfo.InvariantCulture, $"s{i:00},headline {i:00},{Label(i)},c{i / 3}\n");
        }

        tool.Write("data.csv", data.ToString());
        foreach (var (model, every) in new[] { ("good", 5), ("long", 4), ("small", 2) })
        {
            WriteAnswers(tool, model, every);
        }

        tool.Write("suite.yaml", Suite);
        tool.Write("worth.decision.yaml", Decision);
        tool.Write(
            "refused.decision.yaml",
            Decision
                .Replace("      p_success: 0.8\n", "", StringComparison.Ordinal)
                .Replace("traditional_ml, rag", "traditional_ml", StringComparison.Ordinal)
        );
    }

    /// <summary>Answers of which one of so many is wrong.</summary>
    private static void WriteAnswers(Tool tool, string model, int every)
    {
        var answers = new StringBuilder();
        for (int i = 0; i < 90; i++)
        {
            string said = (i * 7) % every == 0 ? Label(i + 1) : Label(i);
            answers.Append(
                CultureInfo.InvariantCulture,
                $$"""{"sample":"s{{i:00}}","text":"{{said}}","seconds":{{0.1 + (0.001 * i)}},"in":{{50 + i}},"out":2}"""
            );
            answers.Append('\n');
        }

        tool.Write($"{model}.jsonl", answers.ToString());
    }

    private static string Label(int i) => new[] { "positive", "neutral", "negative" }[i % 3];

    private const string Suite = $$"""
        suite: width/spread
        description: Is the larger model better than the small one?
        models:
          good:
            provider: replay
            answers: good.jsonl
            latency: seconds
            input_tokens: in
            output_tokens: out
            price: { input: 2.5, output: 10, as_of: 2026-11-01, source: a price list }
            asked: task
          {{LongName}}:
            provider: replay
            answers: long.jsonl
            latency: seconds
            input_tokens: in
            output_tokens: out
            price: { input: 0.5, output: 2, as_of: 2026-11-01, source: a price list }
            asked: task
            custom: true
          small: { provider: replay, answers: small.jsonl, latency: seconds, price: 0, asked: task }
          gone: { provider: openai, model: gpt-4o, api_key: "${NO_SUCH_KEY_HERE}", when: "${NO_SUCH_KEY_HERE}" }
        tasks:
          - task: sentiment
            dataset: { file: data.csv, id: id, fields: [text], target: label, cluster: company }
            prompt: "{{TextOfTheSample}}"
            answer: { choice: [positive, neutral, negative] }
            metrics: [accuracy]
        compare: { baseline: small, margin: 0.02 }
        gates:
          - { model: good, metric: sentiment/accuracy, at_least: 0.5 }
          - { model: good, metric: sentiment/accuracy, better_than: small }
          - { model: {{LongName}}, metric: sentiment/accuracy, not_worse_than: good, margin: 0.01, inconclusive: warn }
        """;

    private const string Decision = $$"""
        decision:
          id: tickets
          question: Should we train a model of our own for the tickets?
          currency: USD
          price_date: 2026-11-01
          horizon_months: 24
          discount_rate: 0.08
          incumbent: rules
          volume: { v0_per_month: { dist: lognormal, median: 20000, sigma: 0.3 } }
          value:
            per_correct: { dist: lognormal, median: 0.05, sigma: 0.4 }
            per_error: { dist: lognormal, median: 0.05, sigma: 0.4 }
          realisation: { dist: beta, a: 8, b: 3, basis: a guess of the team }
          market: { frontier_error_reduction_per_year: { dist: beta, a: 2, b: 8 } }
          options:
            - { id: rules, kind: rules, quality: { dist: normal, mean: 0.6, sd: 0.02, lo: 0, hi: 1 }, oneoff: 0, fixed_per_month: 200 }
            - id: hosted
              kind: prompt
              quality: { dist: normal, mean: 0.82, sd: 0.03, lo: 0, hi: 1 }
              api: { tokens_in: 400, tokens_out: 10, price_in: 2.5, price_out: 10 }
              tracks_frontier: 1
              data_leaves: true
            - id: {{LongName}}
              kind: lora
              status: proposed
              quality: { dist: normal, mean: 0.78, sd: 0.05, lo: 0, hi: 1 }
              oneoff: { dist: lognormal, median: 8000, sigma: 0.3 }
              lead_months: 2
              p_success: 0.8
              fixed_per_month: 300
              drift_per_year: 0.02
          constraints: { data_must_not_leave: true }
          policy: { min_enbs: 100, min_p_positive: 0.7 }
          studies:
            - { id: pilot, type: pilot, option: {{LongName}}, sd: 0.03, cost: 500, delay_months: 1 }
          monte_carlo: { draws: 2000, seed: 7 }
          acknowledge_missing: [traditional_ml, rag]

        """;

    private const string TextOfTheSample = "{{text}}";

    [GeneratedRegex(@"\d{8}-\d{6}-[0-9a-f]{8}")]
    private static partial Regex RunId();

    [GeneratedRegex(@"\b\d{8}-\d{6}\b")]
    private static partial Regex ShortRunId();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d")]
    private static partial Regex Day();

    [GeneratedRegex(@"file://\S+")]
    private static partial Regex Address();
}
