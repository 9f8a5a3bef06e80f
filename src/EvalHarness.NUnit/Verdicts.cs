using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using NUnit.Framework;

namespace EvalHarness.NUnit;

/// <summary>Verdicts of gates in NUnit's words.</summary>
internal static class Verdicts
{
    /// <summary>Ends the test as the gate and the suite say: an undecided gate fails unless it says otherwise, and is never silent.</summary>
    public static void Report(GateResult result)
    {
        string text = GateText.Describe(result);
        switch (result)
        {
            case { Verdict: GateVerdict.Pass }:
                TestContext.Out.WriteLine(text);
                break;
            case { Verdict: GateVerdict.Skipped }:
                Assert.Ignore(text);
                break;
            case { Verdict: GateVerdict.Inconclusive, Gate.Inconclusive: Inconclusive.Warn }:
                Assert.Warn(text);
                break;
            case { Verdict: GateVerdict.Inconclusive, Gate.Inconclusive: Inconclusive.Pass }:
                Assert.Pass(text);
                break;
            default:
                // Assert.Fail would record lines of this library beside the line of the suite.
                throw new AssertionException(text);
        }
    }

    /// <summary>Fails where more requests failed or were not run than the suite allows; says what was left out and how the gates stand.</summary>
    public static void ThrowIfIncomplete(Evaluation run)
    {
        var header = run.Scores.Header;
        TestContext.Out.WriteLine($"{(run.Asked is null ? "decided from the finished run" : "ran")} {run.Folder.Path}");
        foreach (var model in header.Models.Where(model => model.Skipped is not null))
        {
            TestContext.Out.WriteLine($"left out: {model.Name}, {model.Skipped}");
        }

        TestContext.Out.WriteLine($"{header.Suite}: {GateText.Counted(run.Gates)}");
        string[] missing = [.. Testing.Evals.Incomplete(run)];
        if (missing.Length > 0)
        {
            throw new AssertionException(string.Join('\n', missing));
        }
    }
}
