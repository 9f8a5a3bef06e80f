using EvalHarness.Comparisons.Comparators;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Reports;
using EvalHarness.Reports.Views;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Tests.Comparisons;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class StoppedRunTests
{
    [Test]
    public async Task A_run_that_may_stop_is_told_by_the_confidence_sequence_and_says_what_it_costs()
    {
        string[] targets = [.. Enumerable.Range(0, 200).Select(i => "ab"[i % 2].ToString())];
        var table = Board
            .Of(targets, [new Accuracy()], new CompareSpec("base", Resamples: 200))
            .With("base", [.. targets.Select((target, i) => i % 2 == 0 ? target : "z")])
            .With("ours", [.. targets.Select((target, i) => i % 10 != 0 ? target : "z")], ModelKind.Custom)
            .Table();
        var rule = new StopRule("decided", 20, "")
        {
            LooksTaken = 12,
            IsDecided = true,
            Asked = new Dictionary<string, int> { ["task"] = 120 },
        };
        table = table with { Header = table.Header with { Stop = rule } };
        string file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "stopped.md");
        await MarkdownReport.WriteAsync(new ReportInput(Comparer.Compare(table), table), file);
        string text = await File.ReadAllTextAsync(file);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Contain("Whenever one stops, the difference lies within"));
            Assert.That(
                text,
                Does.Contain("95 % confidence sequence").And.Contain("times as wide as an interval for one look")
            );
            Assert.That(text, Does.Not.Contain("The difference of"));
        }
    }
}
