using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Models.Recordings;
using EvalHarness.Prompts;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>How answers made elsewhere were asked for: what somebody declares, and unknown where that leaves something open.</summary>
internal static class DeclaredProtocols
{
    /// <summary>The protocol of recorded answers in a task; null where it is that of the suite.</summary>
    /// <param name="task">The task, the model's own prompting included.</param>
    /// <param name="model">The model.</param>
    /// <param name="context">What it is given.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async ValueTask<Protocol?> OfAsync(
        EvalTask task,
        ModelSpec model,
        ModelContext context,
        Suite suite,
        CancellationToken cancellationToken
    )
    {
        if (model.Provider is not IRecordedModel recorded)
        {
            return null;
        }

        var told = await recorded.AskedAsync(context, cancellationToken);
        if (
            told is { Like: not AskedLike.Declared }
            || (told is null && await recorded.AreOwnAsync(context, cancellationToken))
        )
        {
            return null;
        }

        var asked = told ?? new Asked();
        if (asked.Undeclared.IsEmpty)
        {
            return Of(task, asked, model, suite);
        }

        // The same answers, declared alike, are what they were in an earlier run; others are not known to be.
        string answers = await recorded.FingerprintAsync(context, cancellationToken);
        return new Protocol(Digest.Of("unknown", suite.Catalog.Write(asked), answers), Summary(asked), IsUnknown: true);
    }

    private static Protocol Of(EvalTask task, Asked asked, ModelSpec model, Suite suite)
    {
        var told = task with
        {
            System = asked.System,
            Prompt = asked.Prompt!,
            Messages = [],
            FewShot = asked.FewShot is { } count and > 0 ? new FewShotSpec(count) : null,
            Generation = new Generation(
                asked.Temperature,
                asked.MaxTokens,
                asked.TopP,
                TopK: asked.TopK,
                ReasoningEffort: asked.ReasoningEffort
            ),
        };
        string generation = suite.Catalog.Write(TaskPrompts.Comparable(task, told));
        var protocol = Protocols.Of(told, FewShotPool.Empty, generation, model);
        return asked is { ChainOfThought: false, FewShot: 0 }
            ? protocol
            : protocol with
            {
                // Nobody can tell which examples were shown elsewhere: declared ones are alike among themselves alone.
                Hash = Digest.Of(protocol.Hash, $"declared {asked.FewShot} {asked.ChainOfThought}"),
                Summary = Summary(asked),
            };
    }

    private static string Summary(Asked asked) =>
        ProtocolWords.Of(
            asked.FewShot,
            asked.ChainOfThought,
            asked.Temperature,
            asked.ReasoningEffort,
            asked.MaxTokens,
            asked.Undeclared
        );
}
