using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>The examples of suites/README.md on public sets and answers made elsewhere are suites that hold.</summary>
public sealed class MadeElsewhereReadmeTests
{
    private const string Models = """
        models:
          theirs:
            provider: replay
            answers: predictions.json            # CSV, TSV, JSON, JSONL, Parquet, ..., plain or packed; or a folder of them
            format: { json: { path: results } }  # where the ending does not say it
            id: question_id                      # columns by name, nested ones by dotted paths
            text: output.answer
            cost: usd                            # what is not given is unknown, not zero
            latency: seconds
            asked: { few_shot: 4, chain_of_thought: false, temperature: 0, prompt: "Table 5 of the paper" }
          rule:
            provider: replay
            answers: rule.csv
            id: question                         # no ids: the question itself
            by: question
            asked: never                         # nobody was asked: a yardstick
            price: 0                             # and it is free
        """;

    private const string Dataset =
        "dataset: { file: data/set.zip/set/rows.csv, download: https://example.org/set, license: CC-BY-NC-SA-3.0, id: id, target: label }";

    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "suites", "README.md"));

    [Test]
    public void They_stand_in_the_readme_word_for_word()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Readme, Does.Contain("```yaml\n" + Models + "\n```"));
            Assert.That(Readme, Does.Contain("```yaml\n" + Dataset + "\n```"));
        }
    }

    [Test]
    public void The_models_are_valid_and_the_dataset_says_what_to_get()
    {
        using var folder = new SuiteFolder();
        folder.Write("predictions.json", """{ "results": [ { "question_id": "1", "output": { "answer": "a" } } ] }""");
        folder.Write("rule.csv", "question,answer\nup?,a\n");
        folder.Write("rows.csv", "id,question,label\n1,up?,a\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(folder.Faults(Suite("dataset: { file: rows.csv, id: id, target: label }")), Is.Empty);
            Assert.That(
                folder.Faults(Suite(Dataset)).Single(),
                Does.Contain("data/set.zip is not here: download https://example.org/set, license CC-BY-NC-SA-3.0")
            );
        }
    }

    private static string Suite(string dataset) =>
        $$$"""
            suite: made/elsewhere
            {{{Models}}}
            tasks:
              - task: t
                {{{dataset}}}
                prompt: "{{question}}"
                answer: { choice: [a, b] }
                metrics: [accuracy]
            """;
}
