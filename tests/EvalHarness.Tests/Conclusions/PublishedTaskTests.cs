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

    [Test]
    public async Task Json_and_spans_are_read_by_schema_and_scale()
    {
        var setup = new EvaluationSetup();
        string folder = Path.GetDirectoryName(setup.SuiteFile)!;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "json.jsonl"),
            """
            {"id": "a", "text": "deal", "gold": {"price": 12.0, "side": "buy"}}
            {"id": "b", "text": "none", "gold": {"price": 3, "side": "sell"}}
            """
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "spans.jsonl"),
            """
            {"id": "c", "text": "change", "answer": -12.6, "scale": "million", "answer_type": "arithmetic"}
            {"id": "d", "text": "years", "answer": ["2018", "2019"], "scale": "", "answer_type": "multi-span"}
            """
        );
        await File.WriteAllTextAsync(
            setup.SuiteFile,
            """
            suite: front/door
            models:
              ours: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m }
            tasks:
              - task: extraction
                dataset: { file: json.jsonl, id: id, fields: [text], target: gold }
                prompt: "{{text}}"
                answer:
                  json:
                    schema:
                      type: object
                      required: [price, side]
                      properties: { price: { type: number, minimum: 0.5 }, side: { enum: [buy, sell] } }
                metrics: [json_f1: { numbers: [price] }, json_valid]
              - task: table
                dataset: { file: spans.jsonl, id: id, fields: [text, scale, answer_type], target: answer }
                prompt: "{{text}}"
                answer: { spans: { scale: scale } }
                metrics: [tatqa_em, tatqa_f1]
            """
        );
        setup.Options.Models["ours"] = new ScriptedClient(text =>
            text switch
            {
                "deal" => """Here: {"side": "buy", "price": 12}""",
                "none" => """{"side": "hold", "price": 3}""",
                "change" => "Answer: -12.6\nScale: million",
                _ => "2019; 2017",
            }
        );

        var evaluation = await setup.RunAsync();

        Assert.That(
            evaluation.Comparison.Tasks.SelectMany(task =>
                task.Metrics.Select(metric => (metric.Metric, metric.Leaderboard[0].Estimate.Value))
            ),
            Is.EqualTo(
                new (string, double?)[]
                {
                    ("json_f1", 2 / 3.0),
                    ("json_valid", 0.5),
                    ("tatqa_em", 0.5),
                    ("tatqa_f1", 0.75),
                }
            )
        );
    }
}
