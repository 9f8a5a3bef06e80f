using System.Text.Json;
using System.Xml.Linq;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Runs written for other tools, as a user does it.</summary>
public sealed class ExportTests
{
    private static async Task<Tool> RunAsync()
    {
        var tool = new Tool();
        tool.Write("data.csv", "id,text,label\na,Profit rises,good\nb,Profit falls,bad\nc,Profit holds,good\n");
        tool.Write(
            "suite.yaml",
            """
            suite: news
            models:
              most: { provider: majority-class }
              chance: { provider: random }
            tasks:
              - task: tone
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [good, bad] }
                metrics: [accuracy, macro_f1]
            """
        );
        var ended = await tool.RunAsync("run", "suite.yaml", "--quiet");
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        return tool;
    }

    [TestCase("csv", "estimates.csv")]
    [TestCase("parquet", "samples.parquet")]
    [TestCase("inspect", "*_tone_*.json")]
    [TestCase("junit", "junit.xml")]
    [TestCase("every_eval_ever", "*_samples.jsonl")]
    public async Task A_form_gets_a_folder_of_its_own_which_is_printed(string form, string file)
    {
        using var tool = await RunAsync();
        var ended = await tool.RunAsync("export", "news", "--to", form, "--out", "out");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(ended.Output.Trim(), Is.EqualTo(Path.Combine("out", form)));
            Assert.That(
                Directory.GetFiles(Path.Combine(tool.Folder, "out", form), file, SearchOption.AllDirectories),
                Is.Not.Empty
            );
        }
    }

    [Test]
    public async Task Several_forms_are_written_at_once_beside_the_run()
    {
        using var tool = await RunAsync();
        var ended = await tool.RunAsync("export", "suite.yaml", "--to", "csv", "--to", "junit", "--to", "csv");
        string folder = Path.Combine(tool.Runs("news")[^1], "export");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(Directory.GetDirectories(folder).Select(Path.GetFileName), Is.EquivalentTo(["csv", "junit"]));
            Assert.That(
                XDocument.Load(Path.Combine(folder, "junit", "junit.xml")).Root!.Elements("testsuite").Count(),
                Is.EqualTo(2)
            );
            Assert.That(
                await File.ReadAllTextAsync(Path.Combine(folder, "csv", "samples.csv")),
                Does.Contain("Profit rises")
            );
        }
    }

    [Test]
    public async Task The_figures_are_those_of_json()
    {
        using var tool = await RunAsync();
        await tool.RunAsync("export", "news", "--to", "csv", "--out", "out");
        var json = await tool.RunAsync("run", "suite.yaml", "--json");
        using var result = JsonDocument.Parse(json.Output);
        string[] told =
        [
            .. result
                .RootElement.GetProperty("tasks")[0]
                .GetProperty("metrics")
                .EnumerateArray()
                .SelectMany(metric => metric.GetProperty("leaderboard").EnumerateArray())
                .Select(row =>
                    $"{row.GetProperty("value").GetRawText()},{row.GetProperty("standard_error").GetRawText()},{row.GetProperty("low").GetRawText()}"
                ),
        ];
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(tool.Folder, "out", "csv", "estimates.csv"));
        Assert.That(
            lines.Skip(1).Select(line => string.Join(',', line.Split(',')[5..8])),
            Is.EqualTo(told.Select(line => line.Replace("null", "", StringComparison.Ordinal)))
        );
    }

    [Test]
    public async Task Without_samples_no_text_is_written()
    {
        using var tool = await RunAsync();
        await tool.RunAsync("export", "news", "--to", "csv", "--out", "out", "--no-samples");
        string samples = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "out", "csv", "samples.csv"));
        Assert.That(samples, Does.Not.Contain("Profit").And.Contain("tone,most,a,0"));
    }

    [Test]
    public async Task An_unknown_form_is_refused_with_those_that_are_known_and_none_is_a_fault()
    {
        using var tool = await RunAsync();
        var ended = await tool.RunAsync("export", "news", "--to", "xlsx", "--out", "out");
        var none = await tool.RunAsync("export", "news");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((ended.ExitCode, none.ExitCode), Is.EqualTo((2, 2)));
            Assert.That(
                ended.Errors,
                Does.Contain("--to: unknown word 'xlsx'; expected one of: csv, every_eval_ever,")
            );
            Assert.That(Path.Combine(tool.Folder, "out"), Does.Not.Exist);
        }
    }
}
