using System.Collections.Immutable;
using System.Text;
using EvalHarness.Core;
using LLama.Native;

namespace EvalHarness.Llama;

/// <summary>Writes an answer token by token.</summary>
/// <param name="session">The model and its memory.</param>
/// <param name="settings">How it is generated.</param>
/// <param name="time">The clock.</param>
internal sealed class Generator(Session session, GenerationSettings settings, TimeProvider time)
{
    /// <summary>The answer to a prompt.</summary>
    /// <param name="prompt">Its tokens.</param>
    /// <param name="begun">When the call began: a timestamp of the clock.</param>
    /// <param name="cancellationToken">Ends the work between tokens.</param>
    public GeneratedAnswer Generate(LLamaToken[] prompt, long begun, CancellationToken cancellationToken)
    {
        var sampler = new Sampler(settings.Temperature, settings.TopP, settings.TopK, settings.Seed, prompt);
        var text = new AnswerText(settings.Stops);
        var choices = ImmutableArray.CreateBuilder<TokenChoice>();
        int most = Math.Min(settings.MaxTokens, session.ContextSize - prompt.Length);
        TimeSpan? first = null;
        session.Begin(prompt, cancellationToken);
        for (int count = 1; ; count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LLamaToken token = sampler.Choose(session.Logits);
            if (settings.Logprobs is { } alternatives)
            {
                choices.Add(ChoiceOf(token, alternatives));
            }

            bool isEnd = session.IsEnd(token);
            first ??= isEnd ? null : time.GetElapsedTime(begun);
            bool isWhole = isEnd || text.Add(session.Bytes(token, isSpecialShown: false));
            if (isWhole || count >= most)
            {
                return new GeneratedAnswer(text.ToString(), isWhole, count, first, choices.ToImmutable());
            }

            session.Add(token);
        }
    }

    private TokenChoice ChoiceOf(LLamaToken token, int alternatives)
    {
        var logits = session.Logits;
        double total = Probabilities.LogTotal(logits);
        var others = ImmutableArray.CreateBuilder<TokenAlternative>(alternatives);
        foreach (int other in Probabilities.Largest(logits, alternatives))
        {
            others.Add(new TokenAlternative(Written(other), logits[other] - total));
        }

        return new TokenChoice(Written(token), logits[(int)token] - total, others.ToImmutable());
    }

    /// <summary>A token as it stands in the answer: one that ends a turn is empty there, as llama-server writes it.</summary>
    private string Written(LLamaToken token) => Encoding.UTF8.GetString(session.Bytes(token, isSpecialShown: false));
}

/// <summary>What a model wrote.</summary>
/// <param name="Text">The text, up to the first stop string.</param>
/// <param name="IsWhole">Whether the model or a stop string ended it, and no limit.</param>
/// <param name="Count">Tokens generated, the one that ended it included.</param>
/// <param name="FirstToken">Time to the first token of text; null where there is none.</param>
/// <param name="Tokens">Its tokens, where they were to be recorded.</param>
internal sealed record GeneratedAnswer(
    string Text,
    bool IsWhole,
    int Count,
    TimeSpan? FirstToken,
    ImmutableArray<TokenChoice> Tokens
);
