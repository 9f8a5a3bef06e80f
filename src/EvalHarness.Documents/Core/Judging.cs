namespace EvalHarness.Core;

/// <summary>What a response judges, where it is the verdict of a judge and no answer.</summary>
/// <param name="Judge">Name of the judge in its task.</param>
/// <param name="Judged">Hash of the text that is judged: equal answers to a sample are judged once.</param>
/// <param name="Version">Hash of what the judge is asked and how; another wording is another judge.</param>
public sealed record Judging(string Judge, string Judged, string Version)
{
    /// <summary>Hash of the text that it is compared with, which stands second; null where a text is judged by itself.</summary>
    public string? Against { get; init; }
}
