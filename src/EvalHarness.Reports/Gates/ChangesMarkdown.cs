using System.Collections.Immutable;
using System.Text;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Logs;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Tables;

namespace EvalHarness.Reports.Gates;

/// <summary>What changed since the baseline as Markdown, for a pull request: each model against itself, and why it moved.</summary>
public static class ChangesMarkdown
{
    /// <summary>The models that answer otherwise than in the baseline, each with its paired difference and what differs.</summary>
    /// <param name="baseline">The run that changes are measured from.</param>
    /// <param name="run">The run.</param>
    public static string Render(ScoreTable baseline, ScoreTable run)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(run);
        var steps = StepVerdicts.Judge(RunSteps.Between(baseline, run), run.Header.Compare.Confidence);
        JudgedStep[] moved = [.. steps.Where(step => step.Verdict != StepVerdict.Same)];
        var text = new StringBuilder("### Since the baseline\n\n");
        text.Append(Sentence(steps, moved)).Append('\n');
        if (moved.Length == 0)
        {
            return text.ToString();
        }

        text.Append("\n| task | model | change | interval | verdict | won | lost | what differs |\n");
        text.Append("|---|---|--:|---|---|--:|--:|---|\n");
        foreach (var (step, _, verdict, needed) in moved)
        {
            string[] cells =
            [
                step.Task,
                step.Model,
                step.Difference is { Value: not null } difference
                    ? Show.Difference(difference, step.IsShare) + Show.DifferenceUnit(step.IsShare)
                    : Show.Undefined,
                step.Difference is { Low: not null } range ? Show.Range(range, step.IsShare) : "",
                Word(verdict, needed),
                step.Flips is { } won ? Show.Count(won.Won) : "",
                step.Flips is { } lost ? Show.Count(lost.Lost) : "",
                step.Obstacle ?? StepText.Causes(step),
            ];
            text.Append("| ").AppendJoin(" | ", cells.Select(MarkdownText.Escape)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Sentence(ImmutableArray<JudgedStep> steps, JudgedStep[] moved)
    {
        int same = steps.Length - moved.Length;
        int proven = moved.Count(step => step.Verdict is StepVerdict.Better or StepVerdict.Worse);
        string others = same == 0 ? "" : $"; {Show.Count(same)} gave the same answers";
        return moved.Length == 0
            ? "Every model gave the same answers."
            : $"{Show.Count(proven)} of {Show.Count(steps.Length, "comparison")} moved by more than noise{others}. Paired sample by sample, corrected over all.";
    }

    private static string Word(StepVerdict verdict, long? needed)
    {
        var (sign, word) = StepText.Of(verdict);
        return $"{sign} {word}{(needed is { } more ? $", {Show.Count(more)} more samples" : "")}";
    }
}
