using System.Collections.Immutable;
using EvalHarness.Core;
using LLama.Native;

namespace EvalHarness.Llama;

/// <summary>How likely a model finds given continuations of a prompt.</summary>
/// <remarks>
/// The prompt is read once, as for an answer, and each continuation token by token after it, so that a value is that which the
/// model would show for these tokens if it wrote them, whatever the other continuations are.
/// </remarks>
/// <param name="session">The model and its memory.</param>
/// <param name="cancellationToken">Ends the work between tokens.</param>
internal sealed class ChoiceScorer(Session session, CancellationToken cancellationToken)
{
    /// <summary>Tokens that were read.</summary>
    public int Read { get; private set; }

    /// <summary>The likelihood of each continuation, in the order asked.</summary>
    /// <param name="prompt">Tokens of the prompt.</param>
    /// <param name="choices">Each continuation with its tokens.</param>
    /// <param name="isUnconditional">
    /// Whether their likelihood without the prompt is asked too: after the token that begins every text, or that ends every text
    /// where there is none.
    /// </param>
    public ImmutableArray<ChoiceLikelihood> Score(
        LLamaToken[] prompt,
        (string Text, LLamaToken[] Tokens)[] choices,
        bool isUnconditional
    )
    {
        double[] after = After(prompt, choices);
        double[]? alone =
            isUnconditional && (session.Beginning ?? session.End) is { } first ? After([first], choices) : null;
        return
        [
            .. choices.Select(
                (choice, i) => new ChoiceLikelihood(choice.Text, after[i], choice.Tokens.Length, alone?[i])
            ),
        ];
    }

    private double[] After(LLamaToken[] prompt, (string Text, LLamaToken[] Tokens)[] choices)
    {
        session.Begin(prompt, cancellationToken);
        Read += prompt.Length;
        float[] atPrompt = session.Logits.ToArray();
        double[] sums = new double[choices.Length];
        bool isAtPrompt = true;
        for (int i = 0; i < choices.Length; i++)
        {
            ReadOnlySpan<float> logits = atPrompt;
            foreach (var (place, token) in choices[i].Tokens.Index())
            {
                cancellationToken.ThrowIfCancellationRequested();
                sums[i] += logits[(int)token] - Probabilities.LogTotal(logits);
                if (place == choices[i].Tokens.Length - 1)
                {
                    break;
                }

                if (!isAtPrompt && place == 0 && !session.TryRewind(prompt.Length))
                {
                    session.Begin(prompt, cancellationToken);
                }

                session.Add(token);
                isAtPrompt = false;
                logits = session.Logits;
            }

            Read += choices[i].Tokens.Length;
        }

        return sums;
    }
}
