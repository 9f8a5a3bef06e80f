using System.Collections.Immutable;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Sites;

/// <summary>What the page of two runs of a suite shows: which samples flipped, where, and what each model made of them.</summary>
public sealed class CompareView
{
    internal CompareView(
        SuiteHistory suite,
        RunFacts from,
        RunFacts to,
        ImmutableArray<ComparedModel> models,
        bool hasTexts
    )
    {
        (Suite, From, To, HasTexts) = (suite, from, to, hasTexts);
        Moved =
        [
            .. models
                .Where(model => model.Step.Verdict != StepVerdict.Same)
                .OrderBy(model => model.Step.Verdict is StepVerdict.Better or StepVerdict.Worse ? 0 : 1)
                .ThenByDescending(model => Math.Abs(model.Step.Step.Difference?.Value ?? 0))
                .ThenBy(model => model.Step.Step.Model, StringComparer.Ordinal),
        ];
        Still = [.. models.Where(model => model.Step.Verdict == StepVerdict.Same).Select(model => model.Step.Step)];
    }

    internal SuiteHistory Suite { get; }

    internal RunFacts From { get; }

    internal RunFacts To { get; }

    internal bool HasTexts { get; }

    /// <summary>Whether the two follow each other; the verdicts of others are corrected over this page alone.</summary>
    internal bool AreNeighbours => Suite.Runs.IndexOf(To) - Suite.Runs.IndexOf(From) == 1;

    internal ImmutableArray<ComparedModel> Moved { get; }

    internal ImmutableArray<ModelStep> Still { get; }

    internal bool Several =>
        Moved.Select(model => model.Step.Step.Task).Concat(Still.Select(step => step.Task)).Distinct().Count() > 1;

    internal string Path => SitePaths.Compare(Suite.Suite, From.Id, To.Id);

    internal string Answer
    {
        get
        {
            if (Moved.IsEmpty)
            {
                return "Nothing moved: every answer is the same.";
            }

            var changes = Moved.Where(model => model.Step.Verdict is StepVerdict.Better or StepVerdict.Worse).ToArray();
            return changes switch
            {
                [] when Moved.Length == 1 => $"{Name(Moved[0])}: no more than noise; {Flipped(Moved[0])}.",
                [] => $"{SiteWords.First(Moved.Length, "model")} answered otherwise, none by more than noise.",
                [var one] => $"{Name(one)} is {One(one)}: {Flipped(one)}.",
                _ =>
                    $"{SiteWords.First(changes.Length, "model")} moved by more than noise: {Names.List([.. changes.Select(Name)])}.",
            };
        }
    }

    internal string Description =>
        $"{Suite.Suite}, {SiteWords.Day(From.StartedAt, To.StartedAt)} against {SiteWords.Day(To.StartedAt, From.StartedAt)}: {Answer}";

    internal static string Flipped(ComparedModel model) =>
        model.Step.Step.Flips is { } flips
            ? $"{Show.Count(flips.Won, "sample")} won, {Show.Count(flips.Lost)} lost"
            : $"{Show.Count(model.Flips.Length, "answer")} differ";

    private static string One(ComparedModel model)
    {
        var step = model.Step.Step;
        string word = model.Step.Verdict == StepVerdict.Better ? "better" : "worse";
        var size = step.Difference! with { Value = Math.Abs(step.Difference!.Value!.Value) };
        return $"{word} by {Show.Value(size, step.IsShare)}{Show.DifferenceUnit(step.IsShare)}";
    }

    private static string Name(ComparedModel model) => Names.InText(Names.Cut(model.Step.Step.Model, 40));
}

/// <summary>One model of two runs.</summary>
/// <param name="Step">Its step, with the verdict.</param>
/// <param name="Before">Its score in the earlier run; null where it has none.</param>
/// <param name="After">Its score in the later run.</param>
/// <param name="Flips">Samples that it answered otherwise.</param>
/// <param name="Groups">The shared samples by group.</param>
internal sealed record ComparedModel(
    JudgedStep Step,
    ScoreFacts? Before,
    ScoreFacts? After,
    ImmutableArray<SampleFlip> Flips,
    ImmutableArray<FlipGroup> Groups
)
{
    /// <summary>The fields that the task is broken down by.</summary>
    internal ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Groups of fewer samples say nothing by themselves.</summary>
    private const int Few = 30;

    /// <summary>The groups of samples by the fields that a task is broken down by, largest first; small ones of a field are one.</summary>
    internal static ImmutableArray<FlipGroup> GroupsOf(
        IReadOnlyList<Sample> shared,
        IReadOnlyList<string> fields,
        ImmutableArray<SampleFlip> flips
    )
    {
        var groups = ImmutableArray.CreateBuilder<FlipGroup>();
        foreach (string field in fields)
        {
            var won = flips
                .Where(flip => flip.Kind == FlipKind.Won)
                .CountBy(flip => Value(flip.Sample, field))
                .ToDictionary();
            var lost = flips
                .Where(flip => flip.Kind == FlipKind.Lost)
                .CountBy(flip => Value(flip.Sample, field))
                .ToDictionary();
            var all = shared
                .CountBy(sample => Value(sample, field))
                .OrderByDescending(group => group.Value)
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new FlipGroup(
                    field,
                    group.Key,
                    group.Value,
                    won.GetValueOrDefault(group.Key),
                    lost.GetValueOrDefault(group.Key)
                ))
                .ToArray();
            groups.AddRange(all.Where(group => group.Samples >= Few));
            var small = all.Where(group => group.Samples < Few).ToArray();
            if (small.Length > 0)
            {
                groups.Add(
                    new FlipGroup(
                        field,
                        small.Length == 1 ? small[0].Value : $"{small.Length} small groups",
                        small.Sum(group => group.Samples),
                        small.Sum(group => group.Won),
                        small.Sum(group => group.Lost)
                    )
                    {
                        IsSmall = true,
                    }
                );
            }
        }

        return groups.ToImmutable();
    }

    private static string Value(Sample sample, string field) => sample.Slices.GetValueOrDefault(field, "");
}

/// <summary>Samples of one group, and how many of them flipped.</summary>
internal sealed record FlipGroup(string Field, string Value, int Samples, int Won, int Lost)
{
    public bool IsSmall { get; init; }
}
