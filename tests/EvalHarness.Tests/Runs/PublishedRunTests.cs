using EvalHarness.Comparisons.Comparators;
using EvalHarness.Logs;
using EvalHarness.Reports;
using EvalHarness.Reports.Views;
using EvalHarness.Runs;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>The shipped suites of published scores, from their files to their pages.</summary>
public sealed class PublishedRunTests
{
    [TestCase("finance/bloomberggpt", 10, "gpt-4-fewshot,gpt-4-fewshot,specialists,gpt-4-flare,gpt-4-0shot")]
    [TestCase(
        "medicine/clinical-language",
        7,
        "gpt-4-5shot,llama2-13b-fine-tuned,fine-tuned-bert,fine-tuned-bert,fine-tuned-bert,fine-tuned-bert,fine-tuned-bert"
    )]
    public async Task A_suite_of_published_scores_asks_nobody_and_ends_with_leaderboards(
        string name,
        int models,
        string leaders
    )
    {
        var (table, folder) = await RunAsync(name);

        var comparison = Comparer.Compare(table);
        string page = Path.Combine(folder, "report.html");
        await HtmlReport.WriteAsync(new ReportInput(comparison, table), page);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.Header.Models.Count(model => model.IsPublished), Is.EqualTo(models));
            Assert.That(
                comparison.Tasks.Select(task => task.Headline.Leaderboard[0].Model),
                Is.EqualTo(leaders.Split(','))
            );
            Assert.That(await File.ReadAllTextAsync(page), Does.Contain("published leaderboards"));
        }
    }

    [Test]
    public async Task The_answer_says_what_the_custom_model_leads_and_where_it_stands_that_leads_nothing()
    {
        var (table, folder) = await RunAsync("finance/bloomberggpt");
        string page = Path.Combine(folder, "report.md");

        await MarkdownReport.WriteAsync(new ReportInput(Comparer.Compare(table), table), page);

        Assert.That(
            await File.ReadAllTextAsync(page),
            Does.Contain(
                    "**bloomberggpt leads none of 5 published leaderboards, specialists 1; a general one leads the rest.**"
                )
                .And.Contain(
                    "bloomberggpt is number 7 in fpb, 6 in fiqa-sa, 5 in headlines, 4 in fin3-ner, 4 in convfinqa."
                )
                .And.Contain("Nothing was measured by this run")
                .And.Not.Contain("Differences: difference.")
        );
    }

    [Test]
    public async Task Like_for_like_on_the_phrase_bank_is_86_against_51()
    {
        var (table, _) = await RunAsync("finance/bloomberggpt");

        var scores = table.Header.Published.Single(board => board.Task == "fpb").Scores;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(scores.Single(score => score.Model == "gpt-4-fewshot").Value, Is.EqualTo(0.86));
            Assert.That(scores.Single(score => score.Model == "bloomberggpt").Value, Is.EqualTo(0.5107));
            Assert.That(scores.Select(score => score.Source), Is.All.Not.Empty);
        }
    }

    private static async Task<(ScoreTable Table, string Folder)> RunAsync(string name)
    {
        var catalog = SuiteCatalog.With();
        var suite = SuiteReader.Read(Path.Combine(Repository.Root, "suites", $"{name}.yaml"), catalog, _ => null);
        var store = new RunStore(Path.Combine(ModelSetup.NewFolder(), "results"));
        using var plan = await new RunPlanner(
            suite,
            new PlanContext(catalog, store, TimeProvider.System, "1.0")
        ).PlanAsync();
        var run = await new Runner(plan, new SilentProgress()).RunAsync();
        await LogScorer.ScoreAsync(run.Folder, catalog);
        return (await ScoreTableReader.ReadAsync(run.Folder, catalog), run.Folder.Path);
    }
}
