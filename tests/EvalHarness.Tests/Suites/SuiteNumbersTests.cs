using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>Numbers of a suite that are none, or that no score can reach, with their place and what to write.</summary>
public sealed class SuiteNumbersTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase(
        "  margin: 0.02\n",
        "  margin: 2\n",
        "margin:",
        11,
        "a margin of 2; expected less than 1, the range of accuracy being 0 to 1; two points are 0.02"
    )]
    [TestCase("  margin: 0.02\n", "  margin: 1.5e0\n", "margin:", 11, "a margin of 1.5; expected less than 1")]
    [TestCase(
        "  on: [sentiment/accuracy, sentiment/macro_f1]\n  margin: 0.02\n",
        "  margin: 2\n  on: []\n",
        "on:",
        11,
        "a margin of 2; expected less than 1, the range of accuracy"
    )]
    [TestCase(
        "not_worse_than: gpt-4o, margin: 0.02",
        "not_worse_than: gpt-4o, margin: 2",
        "- { model: lora@2024-05, metric: sentiment/accuracy, not",
        88,
        "a margin of 2; expected less than 1, the range of accuracy"
    )]
    [TestCase(
        "outcome: failed, at_most: 0.01",
        "outcome: failed, not_worse_than: 0.2, margin: 2",
        "- { model: all",
        65,
        "a margin of 2; expected less than 1, the range of a share"
    )]
    [TestCase(
        "  margin: 0.02\n",
        "  margin: 0,02\n",
        "margin:",
        11,
        "'0,02' for 'margin'; expected a number; write 0.02"
    )]
    [TestCase("  margin: 0.02\n", "  margin: 2%\n", "margin:", 11, "'2%' for 'margin'; expected a number; write 0.02")]
    [TestCase("  margin: 0.02\n", "  margin: 1e999\n", "margin:", 11, "'1e999' for 'margin'; expected a number")]
    [TestCase("  margin: 0.02\n", "  margin: .nan\n", "margin:", 11, "'.nan' for 'margin'; expected a number")]
    [TestCase("  margin: 0.02\n", "  margin: NaN\n", "margin:", 11, "'NaN' for 'margin'; expected a number")]
    [TestCase(
        "better_than: 0.5",
        "better_than: \"0,5\"",
        "- { model: lora@2024-05, metric: sentiment/accuracy, better",
        69,
        "'0,5' for 'better_than'; expected a model, baseline or a number; write 0.5"
    )]
    [TestCase(
        "better_than: 0.5",
        "better_than: NaN",
        "- { model: lora@2024-05, metric: sentiment/accuracy, better",
        69,
        "unknown model 'NaN'"
    )]
    public void A_wrong_number_is_told_at_its_place(
        string old,
        string replacement,
        string line,
        int column,
        string fault
    ) =>
        Assert.That(
            folder.Faults(SuiteText.With(old, replacement)),
            Has.Some.StartsWith($"suite.yaml:{SuiteText.Line(line)}:{column}: {fault}")
        );
}
