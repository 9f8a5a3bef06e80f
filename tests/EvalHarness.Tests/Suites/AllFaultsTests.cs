using EvalHarness.Conclusions;
using EvalHarness.Core;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>Faults in every place of a suite, and of several, told in one go and each once.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AllFaultsTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void Leave() => folder.Dispose();

    [Test]
    public async Task Typos_in_every_place_of_a_suite_are_told_at_once_and_each_once()
    {
        const string text = """
            suite: typos
            descripton: x
            models:
              general:
                provder: openai-compatible
                endpont: http://localhost:9/v1
                model: m
                price: { input: 1, output: 2, cached_inpt: 0.5, as_of: 2026-01-01, source: x }
                limits: { retires: 2 }
              chance: { provider: radnom, custm: true, limts: { retrys: 2 } }
              often: { provider: majority-class, train: { file: data/headlines.csv, label: lable, where: { splt: train } } }
              tuned:
                provider: random
                trained_on: { file: data/headlines.csv, input: txt, where: { spit: train } }
            tasks:
              - task: one
                datset: { file: data/headlines.csv, id: idd, fields: [text], target: lable, wher: { split: test } }
                prompt: "Good? {{txet}}"
                generation: { temprature: 0 }
                answer: { choise: { options: [positive, neutral, negative], foo: 1 } }
                metrics: [acuracy]
              - task: two
                dataset: { file: data/headlines.csv, cluster: compny, slices: [dificulty], where: { spit: test } }
                promt: "Good? {{txet}}"
                answer: { nothing_like_it: 1 }
                metrics: [accuracy, { numeric_match: { tolerence: 0.1 } }]
                few_shot: { count: 1, where: { splt: train }, balance: lable }
            compare: { baselin: genral, candidates: custum, confidnce: 0.9 }
            gates:
              - { modle: generl, metric: one/acuracy, at_least: 0.5 }
              - { model: general, metrik: one/accuracy, at_lest: 22 }
            budget: { usd: 1, requsts: 5 }
            report: { tite: x }
            """;

        string[] faults = await FaultsAsync(text);

        Assert.That(
            faults.Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]),
            Is.EqualTo([.. Places(text)]),
            string.Join('\n', faults)
        );
    }

    [Test]
    public async Task A_wrong_column_is_told_where_it_is_named_and_nowhere_else()
    {
        string[] faults = await FaultsAsync(
            """
            suite: columns
            models:
              often: { provider: majority-class, train: { file: data/headlines.csv, label: lable } }
              chance: { provider: random }
            tasks:
              - task: one
                dataset: { file: data/headlines.csv, id: id, target: lable }
                prompt: "Good? {{text}}"
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]
            """
        );
        Assert.That(
            faults,
            Is.EqualTo([
                "suite.yaml:3:80: 'lable', which is no column of the data; expected company, difficulty, id, label, split or text; did you mean 'label'?",
                "suite.yaml:7:58: 'lable', which is no column of the data; expected company, difficulty, id, label, split or text; did you mean 'label'?",
            ])
        );
    }

    /// <summary>Every misspelt word of the suite above, as line and column.</summary>
    private static IEnumerable<string> Places(string text)
    {
        string[] typos =
        [
            "descripton",
            "provder",
            "endpont",
            "cached_inpt",
            "retires",
            "radnom",
            "custm",
            "limts",
            "retrys",
            "lable",
            "splt",
            "txt",
            "spit",
            "datset",
            "idd",
            "wher:",
            "{{txet",
            "temprature",
            "choise",
            "foo",
            "acuracy]",
            "compny",
            "dificulty",
            "promt",
            "nothing_like_it",
            "tolerence",
            "baselin:",
            "genral",
            "custum",
            "confidnce",
            "modle",
            "generl",
            "one/acuracy",
            "metrik",
            "at_lest",
            "22 }",
            "requsts",
            "tite",
        ];
        foreach (var (number, line) in text.Split('\n').Index())
        {
            var columns = new SortedSet<int>();
            foreach (string typo in typos)
            {
                for (int at = -1; (at = line.IndexOf(typo, at + 1, StringComparison.Ordinal)) >= 0; )
                {
                    columns.Add(at + 1);
                }
            }

            foreach (int column in columns)
            {
                yield return FormattableString.Invariant($"suite.yaml:{number + 1}:{column}");
            }
        }
    }

    private async Task<string[]> FaultsAsync(string text)
    {
        string path = folder.Write("suite.yaml", text);
        try
        {
            await SuiteCheck.ReadAllAsync(
                [path],
                new EvaluationOptions { Catalog = folder.Catalog, Results = folder.At("results") },
                _ => null
            );
            return [];
        }
        catch (DocumentException e)
        {
            return
            [
                .. e.Faults.Select(fault =>
                    fault.ToString().Replace(folder.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
                ),
            ];
        }
    }
}
