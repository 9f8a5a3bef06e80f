namespace EvalHarness.Logs;

/// <summary>A line of <c>labels.jsonl</c>: what people said of one answer to one sample.</summary>
internal sealed class LabelLine
{
    public string Task { get; set; } = "";
    public string Judge { get; set; } = "";
    public string Sample { get; set; } = "";

    /// <summary>Hash of the text of the answer, by <see cref="HumanLabels.HashOf"/>.</summary>
    public string Judged { get; set; } = "";

    /// <summary>What each rater said, by name of the rater: a grade of the judge, or a number in [0, 1].</summary>
    public Dictionary<string, string> Ratings { get; set; } = [];

    /// <summary>Its place among all labels of the suite, from 0; only where the run holds a part of the samples.</summary>
    public int? Place { get; set; }
}
