using System.Text.Json.Nodes;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Core;
using EvalHarness.Reports;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Records;
using EvalHarness.Reports.Sections;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>The section of a run whose task was asked with several prompts.</summary>
public sealed class PromptsSectionTests
{
    private static readonly ReportView View = new(OfThreePrompts());

    [Test]
    public void It_stands_once_in_a_report_that_has_several_prompts_and_in_no_other()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ids(View), Does.Contain("prompts"));
            Assert.That(Ids(new ReportView(InventedRun.Of(Recipes.All["headlines"]))), Does.Not.Contain("prompts"));
        }
    }

    [Test]
    public void Table_and_chart_have_a_value_for_each_model_and_prompt()
    {
        var prompts = View.Comparison.Prompts[0];
        var table = PromptTables.Scores(prompts);
        var traces = JsonNode.Parse(PromptsFigure.Draw(View, prompts)!.Json)!["data"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(prompts.Prompts, Is.EqualTo(["a", "b", "c"]));
            Assert.That(table.Rows, Has.Length.EqualTo(prompts.Models.Length));
            Assert.That(table.Rows.Select(row => row.Length), Is.All.EqualTo(table.Columns.Length));
            Assert.That(table.Columns.Select(column => column.Key), Is.Unique);
            Assert.That(traces, Has.Count.EqualTo(prompts.Models.Length));
            Assert.That(traces.Select(trace => trace!["x"]!.AsArray().Count), Is.All.EqualTo(3));
        }
    }

    [Test]
    public async Task Its_tables_are_files_of_their_own()
    {
        var paths = await CsvReport.WriteAsync(
            View.Input,
            Path.Combine(TestContext.CurrentContext.WorkDirectory, "csv", "prompts")
        );

        Assert.That(
            paths.Select(Path.GetFileName),
            Does.Contain("prompts-sentiment-accuracy.csv").And.Contain("prompts-sentiment-accuracy-differences.csv")
        );
    }

    [Test]
    public void Other_programs_are_told_the_same()
    {
        var told = ResultRecord.Of(View.Comparison, null).Prompts!.Value[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.Task, Is.EqualTo("sentiment"));
            Assert.That(
                told.Models.Select(model => model.Spread),
                Is.EqualTo(View.Comparison.Prompts[0].Models.Select(model => model.Spread))
            );
            Assert.That(
                ResultRecord.Of(InventedRun.Of(Recipes.All["headlines"]).Comparison, null).Prompts,
                Is.Null,
                "not there where no task was asked with several"
            );
        }
    }

    private static IEnumerable<string> Ids(ReportView report) =>
        SectionCatalog.Of(report, Place.Closing).Select(entry => entry.Section.Id);

    /// <summary>An invented run whose three tasks are made one of three prompts.</summary>
    private static ReportInput OfThreePrompts()
    {
        var recipe = Recipes.All["small"];
        var input = InventedRun.Of(
            recipe with
            {
                Tasks =
                [
                    .. new[] { "a", "b", "c" }.Select(prompt => recipe.Tasks[0] with { Name = $"sentiment@{prompt}" }),
                ],
            }
        );
        var table = input.Scores with
        {
            Tasks =
            [
                .. input.Scores.Tasks.Select(task =>
                    task with
                    {
                        Task = task.Task with { Variant = new TaskVariant("sentiment", task.Task.Name[^1..]) },
                    }
                ),
            ],
        };
        return input with { Comparison = Comparer.Compare(table) };
    }
}
