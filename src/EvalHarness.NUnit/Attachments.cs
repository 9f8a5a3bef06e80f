using System.Runtime.CompilerServices;
using EvalHarness.Conclusions;
using NUnit.Framework;

namespace EvalHarness.NUnit;

/// <summary>
/// Hangs report, gates and header on the first result of a run, and on no other; report and gates where EvalHarness.Reports is there to
/// write them, the responses only where <c>EVALHARNESS_ATTACH=responses</c> asks for them.
/// </summary>
internal static class Attachments
{
    private static readonly ConditionalWeakTable<Evaluation, Lazy<Task<Files>>> Written = [];

    /// <summary>Writes report and gates and attaches all files, once a run.</summary>
    public static async Task AddAsync(Evaluation run)
    {
        var files = await Written.GetValue(run, one => new(() => WriteAsync(one))).Value;
        if (!files.TakeTurn())
        {
            return;
        }

        Add(files.Report, "Report");
        if (files.Report is { } page && DecisionBeside(page) is { } decision)
        {
            TestContext.AddTestAttachment(decision, "Decision");
        }

        Add(files.Gates, "Gates");
        TestContext.AddTestAttachment(run.Folder.HeaderFile, "Header of the log");
        if (
            string.Equals(
                Environment.GetEnvironmentVariable("EVALHARNESS_ATTACH"),
                "responses",
                StringComparison.Ordinal
            ) && File.Exists(run.Folder.ResponsesFile)
        )
        {
            TestContext.AddTestAttachment(run.Folder.ResponsesFile, "Responses");
        }
    }

    /// <summary>The page of the decision that hangs on the run; null where none does.</summary>
    private static string? DecisionBeside(string page) =>
        Path.Combine(Path.GetDirectoryName(page)!, "decision.html") is var decision && File.Exists(decision)
            ? decision
            : null;

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
    private sealed record Files(string? Report, string? Gates)
    {
        private int taken;

        /// <summary>Whether nobody attached the files yet; true once.</summary>
        public bool TakeTurn() => Interlocked.Exchange(ref taken, 1) == 0;
    }
}
