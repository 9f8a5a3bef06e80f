using EvalHarness.Conclusions;
using EvalHarness.Reports.Records;

namespace EvalHarness.Cli.Views;

/// <summary>How the end of a run is told.</summary>
/// <param name="Output">Folder of the report; null takes the run folder.</param>
/// <param name="Opens">Whether the report is opened in the browser.</param>
/// <param name="AsJson">Whether everything is printed as JSON.</param>
internal sealed record Told(string? Output, bool Opens, bool AsJson);

/// <summary>What a run came to: notes, board, verdict, gates, and the report, which is written here.</summary>
/// <param name="terminal">Where it is told.</param>
internal sealed class ConclusionView(Terminal terminal)
{
    /// <summary>Exit code of a run: whether enough was answered to say anything.</summary>
    /// <param name="evaluation">The run.</param>
    public static int End(Evaluation evaluation)
    {
        var models = evaluation.Comparison.Tasks.SelectMany(task => task.Models);
        return evaluation.Scores.Header.Stopped.Count > 0 || models.Any(model => model.Completeness.BlocksVerdict)
            ? ExitCode.TheWorld
            : ExitCode.Good;
    }

    /// <summary>Writes the report, and tells what is in it.</summary>
    /// <param name="evaluation">The run.</param>
    /// <param name="told">How it is told.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteAsync(Evaluation evaluation, Told told, CancellationToken cancellationToken)
    {
        terminal.Note(evaluation.Notes, NoteKind.Judge);
        terminal.Note(evaluation.Notes, NoteKind.Repeatability);
        terminal.Note(evaluation.Notes, NoteKind.DecisionFault);
        string page = await evaluation.WriteReportAsync(told.Output, cancellationToken);
        if (told.Opens)
        {
            PageLink.Open(terminal, page);
        }

        if (told.AsJson)
        {
            terminal.Write(ResultJson.Of(evaluation));
            return;
        }

        LeaderboardView.Write(terminal, evaluation.Comparison);
        if (evaluation.Decision is { } account)
        {
            VerdictView.Write(terminal, account, isShort: true);
        }

        terminal.Write("");
        if (evaluation.Scores.Header.Shards is null)
        {
            GateView.WriteBrief(terminal, evaluation.Scores.Header.Suite, evaluation.Gates);
        }
        else if (!evaluation.Gates.IsEmpty)
        {
            terminal.Write(
                $"{Plurals.Count(evaluation.Gates.Length, "gate")} left open: decided when all shards are merged"
            );
        }

        terminal.Write($"report: {PageLink.Of(page)}");
    }
}
