using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>A first suite from a table, through the built tool.</summary>
public sealed class InitTests
{
    [Test]
    public async Task A_table_of_labels_becomes_a_suite_that_runs_with_a_trained_baseline()
    {
        using var tool = new Tool();
        tool.Write("data/rows.csv", Labelled());

        var made = await tool.RunAsync("init", "data/rows.csv");
        var run = await tool.RunAsync("run", "rows.yaml", "--json");

        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "rows.yaml"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.ExitCode, Is.Zero, made.ToString());
            Assert.That(
                made.Output,
                Does.Contain("data/rows.csv: 60 rows, 6 columns, 1 repeat an earlier one")
                    .And.Contain("label     target   2 different: bad 30, good 30")
                    .And.Contain("30 samples. To tell two models apart that differ by 2 points takes about 3,930")
            );
            Assert.That(suite, Does.Contain("file: data/rows.csv").And.Contain("where: { split: test }"));
            Assert.That(suite, Does.Contain("cluster: customer").And.Contain("slices: [channel]"));
            Assert.That(
                suite,
                Does.Contain("train: { file: data/rows.csv, where: { split: train }, input: text, label: label }")
            );
            Assert.That(suite, Does.Contain("choice: [bad, good]"));
            Assert.That(run.ExitCode, Is.Zero, run.ToString());
            Assert.That(Models(run.Output), Is.SupersetOf(new[] { "tfidf", "majority", "random" }));
        }
    }

    [Test]
    public async Task Options_of_their_own_columns_become_a_question_of_letters()
    {
        using var tool = new Tool();
        tool.Write(
            "quiz.csv",
            "id,passage,question,A,B,C,answer\n"
                + string.Concat(
                    Enumerable
                        .Range(1, 12)
                        .Select(i => $"q{i},Rule {i} holds here.,What of {i} is so?,x{i},y{i},z{i},{"ABC"[i % 3]}\n")
                )
        );

        await tool.RunAsync("init", "quiz.csv");
        var valid = await tool.RunAsync("validate", "quiz.yaml");

        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "quiz.yaml"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(valid.ExitCode, Is.Zero, valid.ToString());
            Assert.That(suite, Does.Contain("fields: [passage, question, A, B, C]").And.Contain("C. {{C}}"));
            Assert.That(suite, Does.Contain("answer: { letter: { letters: ABC } }"));
        }
    }

    [Test]
    public async Task Numbers_and_open_answers_get_metrics_of_their_own()
    {
        using var tool = new Tool();
        string[] rows =
        [
            .. Enumerable.Range(1, 40).Select(i => $"How much is {i} and {i}?,{2 * i},It is twice {i}.\n"),
        ];
        tool.Write("sums.csv", "question,total,answer\n" + string.Concat(rows));

        await tool.RunAsync("init", "sums.csv", "--target", "total", "-o", "sums.yaml");
        await tool.RunAsync("init", "sums.csv", "-o", "open.yaml");
        var valid = await tool.RunAsync("validate", "sums.yaml", "open.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(valid.ExitCode, Is.Zero, valid.ToString());
            Assert.That(
                await ReadAsync(tool, "sums.yaml"),
                Does.Contain("metrics: [numeric_match]").And.Contain("answer: number")
            );
            Assert.That(await ReadAsync(tool, "open.yaml"), Does.Contain("metrics: [exact_match, squad_f1]"));
        }
    }

    [TestCase("init none.csv", "none.csv: no such file; expected a table of rows")]
    [TestCase("init rows.csv --target lable", "--target: no column 'lable'; expected .* did you mean 'label'")]
    [TestCase("init rows.csv --text label", "--text: 'label', the right answer, shown to models")]
    [TestCase("init rows.csv --split text", "--split: 'text' with too many values")]
    [TestCase("init rows.csv -o there.yaml", "there.yaml: a file that is there already")]
    [TestCase("init empty.csv", "empty.csv: found a data file without rows")]
    [TestCase("init bare.csv", "no column that looks like")]
    public async Task What_cannot_be_a_suite_is_one_line_and_writes_nothing(string command, string fault)
    {
        using var tool = new Tool();
        tool.Write("rows.csv", Labelled());
        tool.Write("empty.csv", "text,label\n");
        tool.Write("bare.csv", "k\n1\n");
        tool.Write("there.yaml", "mine");

        var ended = await tool.RunAsync(command.Split(' '));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(ended.Errors, Does.Match(fault));
            Assert.That(Directory.GetFiles(tool.Folder, "*.yaml").Select(Path.GetFileName), Is.EqualTo(["there.yaml"]));
            Assert.That(await ReadAsync(tool, "there.yaml"), Is.EqualTo("mine"));
        }
    }

    [Test]
    public async Task A_look_writes_nothing_and_tells_programs_what_it_saw()
    {
        using var tool = new Tool();
        tool.Write("rows.csv", Labelled());

        var look = await tool.RunAsync("init", "rows.csv", "--look", "--json");

        var told = JsonDocument.Parse(look.Output).RootElement;
        var roles = told.GetProperty("columns")
            .EnumerateArray()
            .ToDictionary(
                column => column.GetProperty("name").GetString()!,
                column => column.GetProperty("role").GetString()
            );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(look.ExitCode, Is.Zero, look.ToString());
            Assert.That(Directory.GetFiles(tool.Folder, "*.yaml"), Is.Empty);
            Assert.That(told.GetProperty("samples").GetInt32(), Is.EqualTo(30));
            Assert.That(
                (roles["label"], roles["text"], roles["customer"], roles["split"]),
                Is.EqualTo(("target", "text", "cluster", "split"))
            );
        }
    }

    [Test]
    public async Task Whatever_labels_and_columns_are_called_the_suite_is_valid()
    {
        string[] odd =
        [
            "yes",
            "no",
            "#1",
            "a: b",
            "$x",
            "{{x}}",
            "it's",
            "\"q\"",
            "null",
            "1.5",
            "- x",
            "ja, nein",
            "été",
            "a\\b",
            "*",
            "&a",
            "!t",
            "%",
            "@",
        ];
        using var tool = new Tool();
        var files = new List<string>();
        for (int seed = 1; seed <= 6; seed++)
        {
            string[] labels = [.. odd];
            new Random(seed).Shuffle(labels);
            files.Add($"odd{seed}");
            tool.Write(
                $"odd{seed}.csv",
                $"the text,{Cell(labels[5] + " answer")},label\n"
                    + string.Concat(Enumerable.Range(0, 30).Select(i => $"some words {i},x,{Cell(labels[i % 3])}\n"))
            );
        }

        foreach (string file in files)
        {
            var made = await tool.RunAsync("init", file + ".csv");
            Assert.That(made.ExitCode, Is.Zero, made.ToString());
        }

        var valid = await tool.RunAsync(["validate", .. files.Select(file => file + ".yaml")]);
        Assert.That(valid.ExitCode, Is.Zero, valid.ToString());
    }

    private static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static Task<string> ReadAsync(Tool tool, string file) =>
        File.ReadAllTextAsync(Path.Combine(tool.Folder, file));

    private static IEnumerable<string> Models(string json) =>
        JsonDocument
            .Parse(json)
            .RootElement.GetProperty("tasks")[0]
            .GetProperty("metrics")[0]
            .GetProperty("leaderboard")
            .EnumerateArray()
            .Select(row => row.GetProperty("model").GetString()!);

    /// <summary>Sixty rows, half of them for training, the last like the one before it.</summary>
    private static string Labelled() =>
        "id,split,customer,text,channel,label\n"
        + string.Concat(
            Enumerable
                .Range(0, 60)
                .Select(i => (Row: i, Of: i == 59 ? 57 : i))
                .Select(row =>
                    $"r{row.Row},{(row.Of < 30 ? "train" : "test")},c{row.Of % 20},the {(row.Of % 2 == 0 ? "late" : "fine")} parcel number {row.Of},{(row.Of % 3 == 0 ? "mail" : "phone")},{(row.Of % 2 == 0 ? "bad" : "good")}\n"
                )
        );
}
