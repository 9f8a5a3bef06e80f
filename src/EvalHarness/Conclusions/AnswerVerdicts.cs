using System.Runtime.CompilerServices;
using EvalHarness.Logs;
using EvalHarness.Scoring.Judges;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions;

/// <summary>Reads what the judges of a run said, verdict by verdict.</summary>
internal static class AnswerVerdicts
{
    /// <summary>The verdicts in the order in which they came; one that failed and was asked again stands before its successor.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<AnswerVerdict> ReadAsync(
        RunFolder folder,
        RunHeader header,
        Catalog catalog,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var words = RunExtensions.CatalogOf(folder, header, catalog);
        var questions = (
            from task in header.Tasks
            from judge in task.Judges ?? []
            select (Key: (task.Name, judge.Name, judge.Version), Question: words.Read<IJudgeQuestion>(judge.Question))
        ).ToDictionary(one => one.Key, one => one.Question);
        if (questions.Count == 0)
        {
            yield break;
        }

        await foreach (var verdict in RunLog.ReadJudgementsAsync(folder, cancellationToken))
        {
            if (
                verdict.Judging is { } judging
                && questions.TryGetValue((verdict.Task, judging.Judge, judging.Version), out var question)
            )
            {
                yield return AnswerVerdict.Of(verdict, judging, question);
            }
        }
    }
}
