using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions;

/// <summary>Published tasks from the file to the leaderboard.</summary>
public sealed class PublishedTaskTests
{
    private const string Tasks = """
        tasks:
          - task: entities
            dataset: { file: ner.jsonl, id: id, fields: [text, tokens], target: tags }
            prompt: |
              {{text}}
              Name the people, organisations and places, one a line: name, type.
            answer: { entities: { types: { PER: [person], ORG: [organisation], LOC: [place] }, tokens: tokens } }
            metrics: [entity_f1, entity_f1: { scheme: iob2 }]
          - task: growth
            dataset: { file: finqa.jsonl, id: id, fields: [question, table, program], target: exe_ans }
            prompt: "{{question}} {{table}} Answer by a program."
            answer: program
            repeats: 2
            metrics: [finqa_execution, finqa_equal, finqa_program: { program: program }, pass@k: { k: 2, of: finqa_execution }]
        """;

    [Test]
    public async Task Entities_and_programs_are_scored_by_words_and_tables()
    {
        var setup = new EvaluationSetup();
        string folder = Path.GetDirectoryName(setup.SuiteFile)!;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "ner.jsonl"),
            """
            {"id": "a", "text": "Ann of Acme", "tokens": ["Ann", "of", "Acme"], "tags": ["B-PER", "O", "B-ORG"]}
            {"id": "b", "text": "It rained .", "tokens": ["It", "rained", "."], "tags": ["O", "O", "O"]}
            """
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "finqa.jsonl"),
            """
            {"id": "c", "question": "Sum of sales?", "table": [["", "2018", "2019"], ["sales", "$ 1,000", "2"]], "program": "table_sum(sales, none)", "exe_ans": 1002.0}
            """
        );
        await File.WriteAllTextAsync(
            setup.SuiteFile,
            "suite: front/door\nmodels:\n  ours: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m }\n"
                + Tasks
        );
        setup.Options.Models["ours"] = new ScriptedClient(text =>
            text.StartsWith("Ann", StringComparison.Ordinal) ? "Ann, person\nBorealis, organisation"
            : text.StartsWith("It", StringComparison.Ordinal) ? "None"
            : "So: add(1000, 2)"
        );

        var evaluation = await setup.RunAsync();

        Assert.That(
            evaluation.Comparison.Tasks.SelectMany(task =>
                task.Metrics.Select(metric => (metric.Metric, metric.Leaderboard[0].Estimate.Value))
            ),
            Is.EqualTo(
                new (string, double?)[]
                {
                    ("entity_f1", 0.5),
                    ("entity_f1_iob2", 0.5),
                    ("finqa_execution", 1),
                    ("finqa_equal", 1),
                    ("finqa_program", 0),
                    ("pass@2", 1),
                }
            )
        );
    }
}
