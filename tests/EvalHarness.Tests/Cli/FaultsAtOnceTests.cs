using System.Diagnostics;
using System.Xml.Linq;
using EvalHarness.Cli;
using EvalHarness.Cli.Verbs;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Cli;

/// <summary>Whatever is wrong with suites, data and models is told in one go, before anything is asked.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FaultsAtOnceTests
{
    private static string Suite(string name, string url, string more = "", string data = "data.jsonl") =>
        $$$"""
            suite: {{{name}}}
            seed: 7
            models:
              served: { provider: openai-compatible, endpoint: "{{{url}}}", model: m }
            {{{more}}}
            tasks:
              - task: news
                dataset: { file: {{{data}}}, id: id, fields: [text], target: label }
                prompt: "Is it good news? {{text}}"
                answer: { choice: [up, down] }
                metrics: [accuracy]
            gates:
              - { model: served, metric: news/accuracy, at_least: 0.1 }
            """;

    [Test]
    public async Task Faults_of_text_data_and_models_are_told_at_once()
    {
        string folder = ModelSetup.NewFolder();
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "data.jsonl"),
            [
                """{"id":"a","text":"Orders rose","label":"up"}""",
                """{"id":"b","text":"Orders fell","label":""}""",
                """{"id":"c","text":"Orders""",
                """{"id":"a","text":"Orders held","label":"down"}""",
                """{"id":"d","text":"Orders doubled"}""",
            ]
        );
        await File.WriteAllTextAsync(Path.Combine(folder, "train.csv"), "text,label\nOrders fell,down\nNothing new,\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "rules.yaml"),
            "default: sideways\nrules:\n  - { label: up, words: [rose] }\n"
        );
        string suite = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(
            suite,
            Suite(
                "news",
                "http://127.0.0.1:9",
                """
                  learned: { provider: text-classifier, train: { file: train.csv, label: label, input: [text] } }
                  ruled: { provider: rules, rules: rules.yaml }
                  typo: { provider: openai-compatible, endpoint: "http://127.0.0.1:9", modle: m }
                """
            )
        );
        var (exit, _, errors) = await RunAsync("validate", suite);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(ExitCode.YourFile));
            Assert.That(errors, Does.Contain("'modle'"));
            Assert.That(errors, Does.Contain("data.jsonl:2").And.Contain("data.jsonl:3").And.Contain("data.jsonl:4"));
            Assert.That(errors, Does.Contain("data.jsonl:5"));
            Assert.That(errors, Does.Contain("empty 'label', the first is row 2"));
            Assert.That(errors, Does.Contain("'sideways'"));
            Assert.That(errors.Split('\n').Distinct().Count(), Is.EqualTo(errors.Split('\n').Length), errors);
        }
    }

    [TestCase("run")]
    [TestCase("gate")]
    public async Task A_fault_of_the_second_suite_is_told_before_the_first_is_paid_for(string verb)
    {
        await using var server = new FaultServer(_ => FaultReply.Chat("up"));
        string folder = ModelSetup.NewFolder();
        await File.WriteAllTextAsync(
            Path.Combine(folder, "data.jsonl"),
            """{"id":"a","text":"Orders rose","label":"up"}"""
        );
        await File.WriteAllTextAsync(Path.Combine(folder, "broken.jsonl"), """{"id":"a","text":"x","label":""}""");
        string first = Path.Combine(folder, "first.yaml");
        string second = Path.Combine(folder, "second.yaml");
        await File.WriteAllTextAsync(first, Suite("first", server.Url));
        await File.WriteAllTextAsync(second, Suite("second", server.Url, data: "broken.jsonl"));
        string junit = Path.Combine(folder, "gates.xml");
        string[] more = verb == "gate" ? ["--junit", junit] : [];
        var (exit, _, errors) = await RunAsync([
            verb,
            first,
            second,
            "--results",
            Path.Combine(folder, "results"),
            .. more,
        ]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(ExitCode.YourFile));
            Assert.That(errors, Does.Contain("broken.jsonl:1"));
            Assert.That(server.Requests, Is.Empty);
        }

        if (verb == "gate")
        {
            byte[] bytes = await File.ReadAllBytesAsync(junit);
            var document = XDocument.Parse(System.Text.Encoding.UTF8.GetString(bytes));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(bytes[0], Is.EqualTo((byte)'<'), "no byte-order mark");
                Assert.That(document.Descendants("error").Single().Value, Does.Contain("broken.jsonl:1"));
                Assert.That((int)document.Descendants("testsuite").Single().Attribute("errors")!, Is.EqualTo(1));
            }
        }
    }

    [TestCase("suite.yaml")]
    [TestCase("data.jsonl")]
    [Platform("Unix")]
    [CancelAfter(60_000)]
    public async Task A_pipe_in_place_of_a_file_is_refused_and_never_waited_for(
        string pipe,
        CancellationToken cancellationToken
    )
    {
        string folder = ModelSetup.NewFolder();
        string suite = Path.Combine(folder, "suite.yaml");
        if (pipe != "suite.yaml")
        {
            await File.WriteAllTextAsync(suite, Suite("news", "http://127.0.0.1:9"), cancellationToken);
        }

        using (var made = Process.Start("mkfifo", [Path.Combine(folder, pipe)]))
        {
            await made.WaitForExitAsync(cancellationToken);
        }

        var (exit, _, errors) = await RunAsync("validate", suite);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(ExitCode.YourFile));
            Assert.That(errors, Does.Contain(pipe));
        }
    }

    internal static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        int exit = await Program.RunAsync(args, new Terminal(output, errors));
        return (exit, output.ToString(), errors.ToString());
    }
}
