using System.Text;
using EvalHarness.Core;
using EvalHarness.Llama.Templates;
using EvalHarness.Models;
using EvalHarness.Models.Likelihoods;
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
                string prompt = Render([.. messages], options);
                return options.FindRequest()?.Likelihood is { } question
                    ? Score(prompt, RenderBare(question, options), question, cancellationToken)
                    : Answer(prompt, options, cancellationToken);
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

    /// <summary>What else than text a caller gives would be lost without a word.</summary>
    private string Render(ChatMessage[] messages, ChatOptions? options) =>
        messages.SelectMany(message => message.Contents).Any(part => part is not TextContent)
            ? throw Failed("turns with more in them than text, which it cannot be given")
        : options?.Tools is { Count: > 0 } ? throw Failed("tools, which it cannot be offered")
        : template.Render(messages, Special(session.Beginning), Special(session.End));

    /// <summary>The bare prompt is a user's turn by itself, as a chat has no prompt that is in no turn.</summary>
    private string? RenderBare(LikelihoodQuestion question, ChatOptions? options) =>
        question.BarePrompt is { } bare ? Render([new ChatMessage(ChatRole.User, bare)], options) : null;

    private ChatResponse Answer(string text, ChatOptions? options, CancellationToken cancellationToken)
    {
        long begun = context.Time.GetTimestamp();
        var prompt = Tokens(text);
        var answer = new Generator(session, GenerationSettings.Of(options, context.Seed), context.Time).Generate(
            prompt,
            begun,
            cancellationToken
        );
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, answer.Text))
        {
            FinishReason = answer.IsWhole ? ChatFinishReason.Stop : ChatFinishReason.Length,
            Usage = new UsageDetails
            {
                InputTokenCount = prompt.Length,
                OutputTokenCount = answer.Count,
                TotalTokenCount = prompt.Length + answer.Count,
            },
        };
        response.SetDetails(
            new ResponseDetails
            {
                FinishReason = answer.IsWhole ? "stop" : "length",
                ModelVersion = NativeLibrary.Version,
                Tokens = answer.Tokens,
                Latency = context.Time.GetElapsedTime(begun),
                Stream = answer.FirstToken is { } time ? new StreamTiming(time) : null,
            }
        );
        return response;
    }

    /// <summary>Tells of each choice how likely it is; there is no answer then.</summary>
    /// <param name="text">The prompt.</param>
    /// <param name="bare">The bare prompt; null where none is asked.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Ends the work between tokens.</param>
    private ChatResponse Score(
        string text,
        string? bare,
        LikelihoodQuestion question,
        CancellationToken cancellationToken
    )
    {
        long begun = context.Time.GetTimestamp();
        var scorer = new ChoiceScorer(session, cancellationToken);
        var (after, tokens) = Score(scorer, text, question);
        double[]? alone = bare is null ? null : Score(scorer, bare, question).LogLikelihoods;
        return LikelihoodReply.Of(
            [
                .. question.Choices.Select(
                    (choice, i) => new ChoiceLikelihood(choice, after[i], tokens[i].Length, alone?[i])
                ),
            ],
            new UsageDetails
            {
                InputTokenCount = scorer.Read,
                OutputTokenCount = 0,
                TotalTokenCount = scorer.Read,
            },
            new ResponseDetails { ModelVersion = NativeLibrary.Version, Latency = context.Time.GetElapsedTime(begun) }
        );
    }

    private (double[] LogLikelihoods, LLamaToken[][] Tokens) Score(
        ChoiceScorer scorer,
        string text,
        LikelihoodQuestion question
    )
    {
        var prompt = Tokens(text);
        LLamaToken[][] continuations =
        [
            .. question.Choices.Select(choice => session.TokensAfter(text, prompt, question.Delimiter + choice)),
        ];
        Check(prompt.Length, continuations.Max(tokens => tokens.Length));
        return (scorer.Score(prompt, continuations), continuations);
    }

    private LLamaToken[] Tokens(string text)
    {
        var tokens = session.Tokens(text);
        Check(tokens.Length, 1);
        return tokens.Length > 0 ? tokens : throw Failed("a prompt without any token");
    }

    /// <summary>The context must hold a prompt and what follows it.</summary>
    private void Check(int prompt, int following)
    {
        if (prompt + following > session.ContextSize)
        {
            string choice = following > 1 ? FormattableString.Invariant($" and a choice of {following:N0}") : "";
            throw Failed(
                FormattableString.Invariant(
                    $"a prompt of {prompt:N0} tokens{choice}, for which its context of {session.ContextSize:N0} is too small: a larger context_size, fewer examples or a shorter field"
                )
            );
        }
    }

    private string Special(LLamaToken? token) =>
        token is { } one ? Encoding.UTF8.GetString(session.Bytes(one, isSpecialShown: true)) : "";

    private ModelException Failed(string what) =>
        new(new Failure("backend", null, $"model '{context.Name}': {what}"), isTransient: false);
}
