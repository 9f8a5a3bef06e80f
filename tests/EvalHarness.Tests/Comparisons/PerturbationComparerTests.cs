using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>Copies of samples, from the suite to what a model loses on them, with rules that read small letters alone.</summary>
public sealed class PerturbationComparerTests
{
    private const int Samples = 60;

    [Test]
    public async Task A_model_that_reads_small_letters_alone_loses_in_capitals_and_nothing_in_spaces()
    {
        var table = await RunAsync("perturb: [{ case: upper }, whitespace]");
        var comparison = Comparer.Compare(table);

        var capitals = comparison.Perturbations.Single(change => change.Perturbation == "case_upper");
        var spaces = comparison.Perturbations.Single(change => change.Perturbation == "whitespace");
        var (strict, deaf) = (capitals.Rows[0], capitals.Rows[1]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                table.Tasks.Select(task => task.Task.Name),
                Is.EqualTo(["tone", "tone@case_upper", "tone@whitespace"])
            );
            Assert.That((strict.Original.Value, strict.Copies.Value), Is.EqualTo((1.0, 0.5)));
            Assert.That(strict.Loss.Value, Is.EqualTo(0.5).Within(1e-12));
            Assert.That(strict.Loss.Low, Is.GreaterThan(0.3));
            Assert.That(strict.Verdict, Is.EqualTo(PairVerdict.Worse));
            Assert.That(strict.Turned, Is.EqualTo(0.5));
            Assert.That(deaf.Loss.Value, Is.Zero, "it reads nothing, and loses nothing");
            Assert.That(spaces.Rows.Select(row => row.Loss.Value), Is.All.Zero);
            Assert.That(spaces.Rows.Select(row => row.Verdict), Has.None.EqualTo(PairVerdict.Worse));
            Assert.That(
                comparison.Tasks.Where(task => task.IsCopy).SelectMany(task => task.Headline.Pairs),
                Has.All.Property(nameof(PairedComparison.InFamily)).False,
                "copies take no power from what was declared"
            );
        }
    }

    [Test]
    public async Task Few_clusters_are_noted_of_the_samples_and_not_again_of_each_copy()
    {
        var table = await RunAsync("perturb: whitespace", dataset: ", cluster: text");
        string[] notes =
        [
            .. NoteText
                .Of(Comparer.Compare(Grouped(table)))
                .Where(note => note.Contains("only", StringComparison.Ordinal)),
        ];

        Assert.That(notes, Has.Length.EqualTo(1).And.All.StartsWith("tone: "));
    }

    /// <summary>The same samples in six clusters.</summary>
    private static ScoreTable Grouped(ScoreTable table) =>
        table with
        {
            Tasks =
            [
                .. table.Tasks.Select(task =>
                    task with
                    {
                        Samples = [.. task.Samples.Select((sample, i) => sample with { Cluster = $"c{i % 6}" })],
                    }
                ),
            ],
        };

    [Test]
    public async Task P_values_are_corrected_over_models_and_changes()
    {
        var table = await RunAsync("perturb: [{ case: upper }, { case: title }]");
        var rows = Comparer.Compare(table).Perturbations.SelectMany(change => change.Rows).ToArray();

        Assert.That(rows.Select(row => row.AdjustedPValue), Is.All.Not.Null);
        Assert.That(rows.MinBy(row => row.PValue)!.AdjustedPValue, Is.EqualTo(4 * rows.Min(row => row.PValue)));
    }

    [Test]
    public async Task Samples_without_a_copy_are_paired_with_none()
    {
        var table = await RunAsync("perturb: { paraphrase: { file: words.csv, field: text } }");
        var change = Comparer.Compare(table).Perturbations.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(change.Samples, Is.EqualTo(20));
            Assert.That(change.Rows[0].Original.N, Is.EqualTo(20));
            Assert.That(change.Rows[0].Loss.Value, Is.EqualTo(1), "other words hold none that it knows");
        }
    }

    [Test]
    public async Task Answers_that_are_letters_of_turned_options_are_not_counted_as_turned()
    {
        var table = await RunAsync("perturb: whitespace");
        var copy = table.Tasks[1];
        var moved = copy with { Samples = copy.Samples.SetItem(0, copy.Samples[0] with { Targets = ["negative"] }) };
        var change = Comparer.Compare(table with { Tasks = [table.Tasks[0], moved] }).Perturbations.Single();

        Assert.That(change.Rows.Select(row => row.Turned), Is.All.Null);
    }

    [Test]
    public async Task A_gate_may_hold_a_copy()
    {
        var table = await RunAsync(
            "perturb: whitespace",
            "gates: [{ model: strict, metric: tone@whitespace/accuracy, at_least: 0.5 }]"
        );

        Assert.That(
            EvalHarness.Comparisons.Gates.GateEvaluator.Evaluate(table).Single().Verdict.ToString(),
            Is.EqualTo("Pass")
        );
    }

    private static async Task<ScoreTable> RunAsync(string perturb, string gates = "", string dataset = "")
    {
        string folder = ModelSetup.NewFolder();
        string file = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "rules.yaml"),
            "default: negative\nrules:\n  - { match: '(?-i)rises', label: positive }\n"
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "deaf.yaml"),
            "default: negative\nrules:\n  - { words: [zzz], label: positive }\n"
        );
        var rows = Enumerable
            .Range(0, Samples)
            .Select(i =>
                i % 2 == 0 ? $"s{i},profit rises {i} per cent,positive" : $"s{i},profit falls {i} per cent,negative"
            );
        await File.WriteAllLinesAsync(Path.Combine(folder, "data.csv"), rows.Prepend("id,text,label"));
        var words = Enumerable.Range(0, 20).Select(i => $"s{2 * i},earnings are up");
        await File.WriteAllLinesAsync(Path.Combine(folder, "words.csv"), words.Prepend("id,text"));
        await File.WriteAllTextAsync(
            file,
            $$"""
            suite: copies
            models:
              strict: { provider: rules, rules: rules.yaml }
              deaf: { provider: rules, rules: deaf.yaml }
            tasks:
              - task: tone
                dataset: { file: data.csv, id: id, fields: [text], target: label{{dataset}} }
                {{perturb}}
                prompt: "{{"{{text}}"}}"
                answer: { choice: [positive, negative] }
                metrics: [accuracy]
            {{gates}}
            """
        );
        var catalog = SuiteCatalog.With();
        var suite = SuiteReader.Read(file, catalog, _ => null);
        var store = new RunStore(Path.Combine(folder, "results"));
        using var plan = await new RunPlanner(
            suite,
            new PlanContext(catalog, store, TimeProvider.System, "1.0")
        ).PlanAsync();
        var run = await new Runner(plan, new SilentProgress()).RunAsync();
        await LogScorer.ScoreAsync(run.Folder, catalog);
        return await ScoreTableReader.ReadAsync(run.Folder, catalog);
    }
}
