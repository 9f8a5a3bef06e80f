using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Runs;

/// <summary>
/// What judges are asked that compare answers: each two texts of a sample once in each order, whoever gave them, and equal ones never.
/// </summary>
internal static class PairRequests
{
    /// <summary>The requests, sample by sample, each with what it is about.</summary>
    /// <param name="judges">The judges, all of the kind <see cref="Pairwise"/>.</param>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<(Request Request, Judging Judging)> OfAsync(
        IReadOnlyCollection<JudgePlan> judges,
        RunFolder folder,
        RunHeader header,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        string[] models = [.. header.Models.Where(model => model.IsAsked).Select(model => model.Name)];
        var tasks = judges.Select(judge => judge.Task.Name).ToHashSet(StringComparer.Ordinal);
        await foreach (var answers in JudgedTexts.ReadAsync(folder, header, tasks, cancellationToken))
        {
            string?[] hashes = Array.ConvertAll(answers.Texts, text => text is null ? null : JudgePrompt.HashOf(text));
            foreach (var judge in judges.Where(judge => judge.Task.Name == answers.Task))
            {
                foreach (var asked in Of(judge, models, answers, hashes))
                {
                    yield return asked;
                }
            }
        }
    }

    private static IEnumerable<(Request Request, Judging Judging)> Of(
        JudgePlan judge,
        string[] models,
        JudgedTexts answers,
        string?[] hashes
    )
    {
        var pair = (Pairwise)judge.Judge.Kind;
        var seen = new HashSet<(string, string)>();
        int epochs = hashes.Length / models.Length;
        foreach (var (one, other) in Cells(pair, models, epochs))
        {
            if (hashes[one] is not { } oneHash || hashes[other] is not { } otherHash || oneHash == otherHash)
            {
                continue;
            }

            foreach (bool isInOrder in pair.Orders(answers.Sample.Id, oneHash, otherHash))
            {
                var (first, second) = isInOrder ? (one, other) : (other, one);
                if (!seen.Add((hashes[first]!, hashes[second]!)))
                {
                    continue;
                }

                var judging = new Judging(judge.Judge.Name, hashes[first]!, judge.Version) { Against = hashes[second] };
                foreach (
                    var request in judge.About(pair, answers.Sample, answers.Texts[first]!, answers.Texts[second]!)
                )
                {
                    yield return (request, judging);
                }
            }
        }
    }

    private static IEnumerable<(int One, int Other)> Cells(Pairwise pair, string[] models, int epochs) =>
        from of in pair.Pairs(models)
        from epoch in Enumerable.Range(0, epochs)
        select ((of.One * epochs) + epoch, (of.Other * epochs) + epoch);
}
