using System.Runtime.CompilerServices;
using EvalHarness.Conclusions;
using NUnit.Framework;

namespace EvalHarness.NUnit;

/// <summary>Hangs report, gates and log on a test's result; report and gates where EvalHarness.Reports is there to write them.</summary>
internal static class Attachments
{
    private static readonly ConditionalWeakTable<Evaluation, Lazy<Task<Files>>> Written = [];

    /// <summary>Writes report and gates once a run and attaches all files.</summary>
    public static async Task AddAsync(Evaluation run)
    {
        var files = await Written.GetValue(run, one => new(() => WriteAsync(one))).Value;
        Add(files.Report, "Report");
        Add(files.Gates, "Gates");
        TestContext.AddTestAttachment(run.Folder.HeaderFile, "Header of the log");
        if (File.Exists(run.Folder.ResponsesFile))
        {
            TestContext.AddTestAttachment(run.Folder.ResponsesFile, "Log");
        }
    }

    private static void Add(string? file, string description)
    {
        if (file is null)
        {
            TestContext.Out.WriteLine(
                $"no {description.ToLowerInvariant()}: EvalHarness.Reports writes it; add the package"
            );
        }
        else
        {
            TestContext.AddTestAttachment(file, description);
        }
    }

    private static async Task<Files> WriteAsync(Evaluation run)
    {
        string? report = run.CanWrite("report") ? await run.WriteReportAsync() : null;
        return new(report, run.CanWrite("gates") ? await run.WriteAsync("gates") : null);
    }

    /// <summary>What was written; null where nothing here writes it.</summary>
    private sealed record Files(string? Report, string? Gates);
}
