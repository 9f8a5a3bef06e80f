using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Llama.Templates;
using EvalHarness.Models;
using LLama.Exceptions;
using LLama.Native;
using Microsoft.Extensions.AI;

namespace EvalHarness.Llama;

/// <summary>Asks a model of this process.</summary>
/// <param name="session">The model and its memory; disposed of with this client.</param>
/// <param name="template">How it writes turns.</param>
/// <param name="context">What the model is given.</param>
internal sealed class LlamaClient(Session session, ChatTemplate template, ModelContext context) : WholeAnswerClient
{
    /// <summary>Whose turn it is in this process: two at a time would take the cores from each other.</summary>
    private static readonly SemaphoreSlim Turn = new(1);

    private readonly Lock gate = new();
    private bool isDisposed;

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        // The caller may look at its deadline while a thread of the pool computes.
        await Turn.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            // Who disposes while a call is under way that was given up waits until that has seen it.
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(isDisposed, this);
                return Answer([.. messages], options, cancellationToken);
            }
        }
        catch (TemplateException e)
        {
            throw Failed($"its chat template refuses the turns: {e.Told}");
        }
        catch (RuntimeError)
        {
            throw Failed("llama.cpp could not compute the answer");
        }
        finally
        {
            Turn.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (gate)
        {
            if (!isDisposed)
            {
                isDisposed = true;
                session.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private ChatResponse Answer(ChatMessage[] messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        long begun = context.Time.GetTimestamp();
        var prompt = Tokens(messages);
        var settings = Settings.Of(options, context.Seed);
        var sampler = new Sampler(settings.Temperature, settings.TopP, settings.TopK, settings.Seed, prompt);
        var text = new AnswerText(settings.Stops);
        var choices = ImmutableArray.CreateBuilder<TokenChoice>();
        int most = Math.Min(settings.MaxTokens, session.ContextSize - prompt.Length);
        TimeSpan? first = null;
        string? finish = null;
        int count = 0;
        session.Begin(prompt, cancellationToken);
        while (finish is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LLamaToken token = sampler.Choose(session.Logits);
            count++;
            if (settings.Logprobs is { } alternatives)
            {
                choices.Add(ChoiceOf(token, alternatives));
            }

            bool isEnd = session.IsEnd(token);
            first ??= isEnd ? null : context.Time.GetElapsedTime(begun);
            finish =
                isEnd || text.Add(session.Bytes(token, isSpecialShown: false)) ? "stop"
                : count >= most ? "length"
                : null;
            if (finish is null)
            {
                session.Add(token);
            }
        }

        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, text.ToString()))
        {
            FinishReason = finish == "stop" ? ChatFinishReason.Stop : ChatFinishReason.Length,
            Usage = new UsageDetails
            {
                InputTokenCount = prompt.Length,
                OutputTokenCount = count,
                TotalTokenCount = prompt.Length + count,
            },
        };
        response.SetDetails(
            new ResponseDetails
            {
                FinishReason = finish,
                ModelVersion = NativeLibrary.Version,
                Tokens = choices.ToImmutable(),
                Latency = context.Time.GetElapsedTime(begun),
                Stream = first is { } time ? new StreamTiming(time) : null,
            }
        );
        return response;
    }

    private LLamaToken[] Tokens(ChatMessage[] messages)
    {
        var tokens = session.Tokens(template.Render(messages, Shown(session.Beginning), Shown(session.End)));
        return tokens.Length switch
        {
            0 => throw Failed("a prompt without any token"),
            var length when length >= session.ContextSize => throw Failed(
                FormattableString.Invariant(
                    $"a prompt of {length:N0} tokens, which its context of {session.ContextSize:N0} does not hold: a larger context_size, fewer examples or a shorter field"
                )
            ),
            _ => tokens,
        };
    }

    private TokenChoice ChoiceOf(LLamaToken token, int alternatives)
    {
        var logits = session.Logits;
        double total = Probabilities.LogTotal(logits);
        var others = ImmutableArray.CreateBuilder<TokenAlternative>(alternatives);
        foreach (int other in Probabilities.Largest(logits, alternatives))
        {
            others.Add(new TokenAlternative(Shown(other), logits[other] - total));
        }

        return new TokenChoice(Shown(token), logits[(int)token] - total, others.ToImmutable());
    }

    private string Shown(LLamaToken? token) =>
        token is { } one ? Encoding.UTF8.GetString(session.Bytes(one, isSpecialShown: true)) : "";

    private ModelException Failed(string what) =>
        new(new Failure("backend", null, $"model '{context.Name}': {what}"), isTransient: false);

    /// <summary>How an answer is generated.</summary>
    private readonly record struct Settings(
        double Temperature,
        double TopP,
        int TopK,
        long Seed,
        int MaxTokens,
        IReadOnlyList<string> Stops,
        int? Logprobs
    )
    {
        public static Settings Of(ChatOptions? options, long suiteSeed)
        {
            var request = options.FindRequest();
            var generation = request?.Generation;
            return new Settings(
                generation?.Temperature ?? options?.Temperature ?? 0,
                generation?.TopP ?? options?.TopP ?? 1,
                TopKOf(generation) ?? options?.TopK ?? 0,
                // Repeats of a sample are other draws.
                generation?.Seed ?? options?.Seed ?? suiteSeed + (request?.Epoch ?? 0),
                generation?.MaxTokens ?? options?.MaxOutputTokens ?? int.MaxValue,
                generation?.Stop is { IsDefault: false } stops ? stops : options?.StopSequences?.ToArray() ?? [],
                generation?.Logprobs
            );
        }

        private static int? TopKOf(Generation? generation) =>
            generation?.Extra?.GetValueOrDefault("top_k") is { ValueKind: JsonValueKind.Number } value
            && value.TryGetInt32(out int topK)
                ? topK
                : null;
    }
}
