using System.Text.Json;
using EvalHarness.Datasets;
using EvalHarness.Tests;
using NUnit.Framework;

namespace EvalHarness.Suites.Tests.Baselines;

/// <summary>The answers of rules that the shipped suites compare models with are those of the rules here.</summary>
public sealed class BaselineFilesTests
{
    [Test]
    public async Task Numbers_are_those_of_the_obvious_operation()
    {
        var answers = new List<(string, string)>();
        await foreach (string line in File.ReadLinesAsync(Finance("numeric_qa.jsonl")))
        {
            var row = JsonDocument.Parse(line).RootElement;
            string[][] table =
            [
                .. row.GetProperty("table")
                    .EnumerateArray()
                    .Select(cells => cells.EnumerateArray().Select(cell => cell.ToString()).ToArray()),
            ];
            if (Text(row, "split") == "test")
            {
                answers.Add(
                    (Text(row, "id"), ObviousOperation.Answer(table, Text(row, "text"), Text(row, "question")))
                );
            }
        }

        await HoldsAsync("finance/data/obvious-operation.csv", answers);
    }

    [Test]
    public async Task Options_are_those_with_most_words_of_the_passage_and_the_longest()
    {
        var (shared, longest) = (new List<(string, string)>(), new List<(string, string)>());
        await foreach (var row in DatasetLoader.ReadRowsAsync(Finance("policy_qa.csv")))
        {
            string[] options = [.. "ABCD".Select(letter => row.Fields[letter.ToString()])];
            shared.Add((row.Fields["id"], "ABCD"[WordOverlap.MostShared(row.Fields["passage"], options)].ToString()));
            longest.Add((row.Fields["id"], "ABCD"[WordOverlap.Longest(options)].ToString()));
        }

        await HoldsAsync("policy/data/option-overlap.csv", shared);
        await HoldsAsync("policy/data/option-longest.csv", longest);
    }

    [Test]
    public async Task Tags_are_those_of_the_gazetteer()
    {
        var (gazetteer, answers) = (new Gazetteer(), new List<(string, string)>());
        int number = 0;
        string split = "";
        var (tokens, tags) = (new List<string>(), new List<string>());
        await foreach (string line in File.ReadLinesAsync(Finance("entities.conll")))
        {
            split = line.StartsWith("# split=", StringComparison.Ordinal) ? line[8..] : split;
            if (line.Split('\t') is [var token, var tag])
            {
                tokens.Add(token);
                tags.Add(tag);
            }
            else if (tokens.Count > 0)
            {
                End();
            }
        }

        End();
        await HoldsAsync("finance/data/gazetteer.csv", answers);

        // Train rows come first in the file.
        void End()
        {
            if (tokens.Count > 0)
            {
                number++;
                if (split == "train")
                {
                    gazetteer.Learn(tokens, tags);
                }
                else
                {
                    answers.Add(($"{number}", string.Join(' ', gazetteer.Tag(tokens))));
                }
            }

            tokens.Clear();
            tags.Clear();
        }
    }

    private static string Text(JsonElement row, string key) => row.GetProperty(key).GetString()!;

    private static string Finance(string file) => Path.Combine(Repository.Root, "suites", "finance", "data", file);

    /// <summary>Holds a file of answers against a rule; what the rule says is left beside the test's results.</summary>
    private static async Task HoldsAsync(string file, List<(string Id, string Answer)> answers)
    {
        string[] lines = ["id,answer", .. answers.Select(answer => $"{answer.Id},{answer.Answer}")];
        string path = Path.Combine(Repository.Root, "suites", file);
        string received = Path.Combine(TestContext.CurrentContext.WorkDirectory, "received", Path.GetFileName(file));
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        await File.WriteAllLinesAsync(received, lines);

        Assert.That(answers, Is.Not.Empty);
        Assert.That(File.Exists(path) ? await File.ReadAllLinesAsync(path) : [], Is.EqualTo(lines), received);
    }
}
