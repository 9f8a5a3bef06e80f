using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Suites of other tools, through the built tool.</summary>
public sealed class ConvertTests
{
    private const string Config =
        "prompts: ['Is {{x}} good? Say yes or no.']\nproviders: [bedrock:any]\ntests:\n  - { vars: { x: rain }, assert: [{ type: levenshtein, value: positive }] }\n  - { vars: { x: sun }, assert: [{ type: icontains, value: 'YES' }] }\n";

    [Test]
    public async Task A_configuration_of_promptfoo_becomes_a_suite_that_scores_answers_made_elsewhere()
    {
        using var tool = new Tool();
        tool.Write("evals/promptfooconfig.yaml", Config);
        tool.Write("out/answers.csv", "id,text\n1,negative\n2,oh yes\n");

        var made = await tool.RunAsync("convert", "evals/promptfooconfig.yaml", "-o", "out");
        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "out", "suite.yaml"));
        tool.Write(
            "out/with.yaml",
            suite.Replace(
                "models:\n",
                "models:\n  theirs: { provider: replay, answers: answers.csv, asked: task }\n",
                StringComparison.Ordinal
            )
        );
        var run = await tool.RunAsync("run", "out/with.yaml", "--json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.ExitCode, Is.Zero, made.ToString());
            Assert.That(
                made.Output,
                Does.Contain("levenshtein without a threshold: is held within 5 edits, as in promptfoo")
            );
            Assert.That(
                suite,
                Does.StartWith("# Written by `evalharness convert` from promptfooconfig.yaml of promptfoo.")
            );
            Assert.That(run.ExitCode, Is.Zero, run.ToString());
            Assert.That(run.Output, Does.Contain("\"metric\": \"checks\""));
        }
    }

    [Test]
    public async Task What_cannot_be_said_exactly_stops_it_and_is_left_out_only_when_asked()
    {
        using var tool = new Tool();
        tool.Write("c.yaml", Config + "  - { vars: { x: fog }, assert: [{ type: javascript, value: 'true' }] }\n");

        var refused = await tool.RunAsync("convert", "c.yaml");
        var partial = await tool.RunAsync("convert", "c.yaml", "--leave-out");
        var again = await tool.RunAsync("convert", "c.yaml", "--leave-out");
        var valid = await tool.RunAsync("validate", "c/suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.ExitCode, Is.EqualTo(2), refused.ToString());
            Assert.That(
                refused.Errors,
                Does.Contain("c.yaml:6:61: the assertion 'javascript'; expected").And.Contain("nothing was written")
            );
            Assert.That(partial.ExitCode, Is.Zero, partial.ToString());
            Assert.That(
                await File.ReadAllTextAsync(Path.Combine(tool.Folder, "c", "suite.yaml")),
                Does.Contain("# - c.yaml:6:61: the assertion 'javascript'")
            );
            Assert.That(again.ExitCode, Is.EqualTo(2));
            Assert.That(again.Errors, Does.Contain("a file that is there already"));
            Assert.That(valid.ExitCode, Is.Zero, valid.ToString());
        }
    }

    [Test]
    public async Task A_look_writes_nothing_and_json_tells_each_part()
    {
        using var tool = new Tool();
        tool.Write("c.yaml", Config);

        var looked = await tool.RunAsync("convert", "c.yaml", "--look", "--json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(looked.ExitCode, Is.Zero, looked.ToString());
            Assert.That(
                looked.Output,
                Does.Contain("\"fate\": \"open\"").And.Contain("\"samples\": 2").And.Contain("\"suite\": null")
            );
            Assert.That(Directory.Exists(Path.Combine(tool.Folder, "c")), Is.False);
        }
    }

    [Test]
    public async Task A_broken_row_of_checks_is_told_before_any_model_is_asked()
    {
        using var tool = new Tool();
        tool.Write("d.jsonl", "{\"q\":\"a\",\"checks\":[{\"type\":\"containz\",\"value\":\"b\"}]}\n");
        tool.Write(
            "s.yaml",
            "suite: s\nmodels: { r: { provider: random, labels: [a] } }\ntasks:\n  - { task: t, dataset: { file: d.jsonl }, prompt: \"{{q}}\", answer: text, metrics: checks }\n"
        );

        var valid = await tool.RunAsync("validate", "s.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(valid.ExitCode, Is.EqualTo(2), valid.ToString());
            Assert.That(
                valid.Errors,
                Does.Contain("d.jsonl:1").And.Contain("the unknown type 'containz'; did you mean 'contains'?")
            );
        }
    }
}
