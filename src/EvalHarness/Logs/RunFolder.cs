using System.Globalization;

namespace EvalHarness.Logs;

/// <summary>The folder that one execution of a suite leaves: <c>results/&lt;suite&gt;/&lt;yyyyMMdd-HHmmss&gt;-&lt;hash8&gt;/</c>.</summary>
/// <param name="Path">Path of the folder.</param>
public sealed record RunFolder(string Path)
{
    /// <summary>Name of the folder, which is the id of the run.</summary>
    public string Id => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    /// <summary>The header.</summary>
    public string HeaderFile => System.IO.Path.Combine(Path, "run.json");

    /// <summary>The journal: one line a response, in the order in which they arrived.</summary>
    public string ResponsesFile => System.IO.Path.Combine(Path, "responses.jsonl");

    /// <summary>The batches handed in, each written down before it is; not there where there were none.</summary>
    public string BatchesFile => System.IO.Path.Combine(Path, "batches.jsonl");

    /// <summary>Each distinct rendered prompt once, by hash.</summary>
    public string PromptsFile => System.IO.Path.Combine(Path, "prompts.jsonl");

    /// <summary>The samples asked about, with targets, clusters and slices, task by task in the order of the dataset.</summary>
    public string SamplesFile => System.IO.Path.Combine(Path, "samples.jsonl");

    /// <summary>The journal of the judges: one line a verdict, a response like any other.</summary>
    public string JudgementsFile => System.IO.Path.Combine(Path, "judgements.jsonl");

    /// <summary>The journal of what was asked again to see how far models repeat themselves; counts for no score. Only where a model has that.</summary>
    public string RepeatsFile => System.IO.Path.Combine(Path, "repeats.jsonl");

    /// <summary>What people said of answers, one line a row of the suite's tables; only where a judge has a calibration.</summary>
    public string LabelsFile => System.IO.Path.Combine(Path, "labels.jsonl");

    /// <summary>What the metrics saw in each response; made from the above at any time.</summary>
    public string ScoresFile => System.IO.Path.Combine(Path, "scores.jsonl");

    /// <summary>Who leads by these scores; not there until they were compared.</summary>
    public string StandingFile => System.IO.Path.Combine(Path, "standing.json");

    internal string LockFile => System.IO.Path.Combine(Path, ".lock");

    /// <summary>The id of the process that works on the run, or that was killed at it.</summary>
    internal string WorkFile => System.IO.Path.Combine(Path, ".working");

    /// <summary>Whether a process works on the run, or was killed at it: its report may be missing.</summary>
    internal bool IsLeftOpen => File.Exists(WorkFile);

    /// <summary>The id of the process that works on the run, as it wrote it down; null when it did not.</summary>
    internal string? ReadWorker()
    {
        try
        {
            return int.TryParse(File.ReadAllText(WorkFile), CultureInfo.InvariantCulture, out int id)
                ? id.ToString(CultureInfo.InvariantCulture)
                : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
