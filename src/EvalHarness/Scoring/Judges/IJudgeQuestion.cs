namespace EvalHarness.Scoring.Judges;

/// <summary>What a judge is asked of an answer: one entry of the key <c>kind:</c> of a judge.</summary>
/// <remarks>Implementations are sealed records marked with a keyword, whose constructor parameters are their YAML keys; pure.</remarks>
public interface IJudgeQuestion
{
    /// <summary>The grades that a judge may give, and the score of each in [0, 1]; empty where a verdict is no single grade.</summary>
    IReadOnlyDictionary<string, double> Scores { get; }

    /// <summary>What is to be judged, and what each grade means.</summary>
    string Guideline { get; }

    /// <summary>Whether the judge sees the targets of the sample as right answers.</summary>
    bool ShowsTargets => false;

    /// <summary>Name of the field of the sample that the judge sees as evidence; null where it sees none.</summary>
    string? Evidence => null;

    /// <summary>How the verdict is to be written: the last words of the prompt.</summary>
    string Form =>
        $"Say in one or two sentences why. Then write a last line with one of {string.Join(", ", Scores.Keys)}, in this form:\n{Verdicts.Announcement}: <one of them>";

    /// <summary>The verdict in what a judge wrote, strictly: what says none in the form that was asked for is none.</summary>
    /// <param name="text">What it wrote, without its thought; null for nothing.</param>
    /// <returns>Null where there is no verdict.</returns>
    JudgeVerdict? Read(string? text) =>
        Verdicts.Read(text, Scores.Keys) is { } grade ? new JudgeVerdict(grade, Scores[grade]) : null;

    /// <summary>One verdict of several judges, or of several of one judge.</summary>
    /// <param name="verdicts">The verdicts, one at least.</param>
    /// <param name="jury">How they are joined.</param>
    JudgeVerdict Join(IReadOnlyCollection<JudgeVerdict> verdicts, Jury jury) => JudgeVerdict.Join(verdicts, jury);
}
