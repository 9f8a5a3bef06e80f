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

    /// <summary>The logarithm of the likelihood of each continuation, in the order given.</summary>
    /// <param name="prompt">Tokens of the prompt.</param>
    /// <param name="continuations">Tokens of each continuation.</param>
    public double[] Score(LLamaToken[] prompt, LLamaToken[][] continuations)
    {
        session.Begin(prompt, cancellationToken);
        Read += prompt.Length + continuations.Sum(tokens => tokens.Length);
        float[] atPrompt = session.Logits.ToArray();
        double[] sums = new double[continuations.Length];
        bool isAtPrompt = true;
        foreach (var (i, tokens) in continuations.Index())
        {
            ReadOnlySpan<float> logits = atPrompt;
            for (int place = 0; place < tokens.Length; place++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (place > 0)
                {
                    if (place == 1 && !isAtPrompt && !session.TryRewind(prompt.Length))
                    {
                        session.Begin(prompt, cancellationToken);
                    }

                    session.Add(tokens[place - 1]);
                    isAtPrompt = false;
                    logits = session.Logits;
                }

                sums[i] += logits[(int)tokens[place]] - Probabilities.LogTotal(logits);
            }

            // The last digits of a sum of exponentials may make of certainty a hair more.
            sums[i] = Math.Min(0, sums[i]);
        }

        return sums;
    }
}
