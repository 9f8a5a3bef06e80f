namespace EvalHarness.Reports.Views;

/// <summary>Names of the files of a report in its folder.</summary>
/// <param name="Suffix">What they end with, the ending apart: nothing, or suite and run in a folder that holds another report.</param>
/// <param name="Decision">Name of the page of the decision.</param>
internal sealed record FileNames(string Suffix, string Decision)
{
    /// <summary>The names in a folder of a report's own.</summary>
    public static FileNames Plain { get; } = new("", "decision.html");

    public string Page => $"report{Suffix}.html";

    public string Markdown => $"report{Suffix}.md";

    public string Csv => "csv" + Suffix;

    public string Charts => "charts" + Suffix;
}
