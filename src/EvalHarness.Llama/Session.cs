using System.Text;
using EvalHarness.Core;
using EvalHarness.Models;
using LLama;
using LLama.Common;
using LLama.Exceptions;
using LLama.Native;

namespace EvalHarness.Llama;

/// <summary>A model with its adapters and the memory of one text at a time.</summary>
/// <remarks>
/// What a model computes differs in its last digits with the shape of what is computed at once. Here a prompt always begins in an
/// empty memory and goes in pieces of 512 tokens, an answer token by token: the same prompt gives the same bits whatever was asked
/// before and on however many threads. Not safe for use by many threads.
/// </remarks>
internal sealed class Session : IDisposable
{
    private const int PieceLength = 512;

    private readonly Weights weights;
    private readonly LLamaContext context;
    private readonly LLamaBatch batch = new();
    private readonly byte[] bytes = new byte[1024];
    private int length;

    /// <summary>Loads what a model needs, or shares it with models that have it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="about">What it is given.</param>
    /// <exception cref="DocumentException">A file is none that can be read, or the context is too large for this machine.</exception>
    public Session(LlamaProvider model, ModelContext about)
    {
        weights = Weights.Take(model.File, about);
        try
        {
            context = Create(model, about);
            (LoraAdapter, float)[] adapters =
            [
                .. model.Over.Select(one => (weights.Adapter(one.File, about), (float)one.Scale)),
            ];
            if (adapters.Length > 0)
            {
                context.NativeHandle.SetLoraAdapters(adapters);
            }
        }
        catch
        {
            context?.Dispose();
            weights.Release();
            throw;
        }
    }

    /// <summary>Tokens that prompt and answer may have together.</summary>
    public int ContextSize => (int)context.ContextSize;

    /// <summary>The chat template of the file; null where it has none.</summary>
    public string? Template => weights.Model.NativeHandle.GetTemplate(strict: false);

    /// <summary>The natural logits of the token that comes next; valid until the next call.</summary>
    public ReadOnlySpan<float> Logits => context.NativeHandle.GetLogitsIth(-1);

    /// <summary>The token that begins every text; null where there is none.</summary>
    public LLamaToken? Beginning => weights.Model.Vocab.BOS;

    /// <summary>The token that ends every text; null where there is none.</summary>
    public LLamaToken? End => weights.Model.Vocab.EOS;

    /// <summary>Whether a token ends an answer.</summary>
    public bool IsEnd(LLamaToken token) => token.IsEndOfGeneration(weights.Model.Vocab);

    /// <summary>The tokens of a whole text, with the one that begins every text where the model wants it; it never stands twice.</summary>
    /// <param name="text">The text, in which special tokens are read as such.</param>
    public LLamaToken[] Tokens(string text)
    {
        var tokens = weights.Model.Tokenize(text, add_bos: false, special: true, Encoding.UTF8);
        return
            weights.Model.Vocab.ShouldAddBOS
            && Beginning is { } beginning
            && (tokens.Length == 0 || tokens[0] != beginning)
            ? [beginning, .. tokens]
            : tokens;
    }

    /// <summary>The tokens of a continuation of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="before">Its tokens.</param>
    /// <param name="continuation">What follows it.</param>
    public LLamaToken[] TokensAfter(string text, LLamaToken[] before, string continuation)
    {
        var whole = Tokens(text + continuation);
        return whole.AsSpan().StartsWith(before)
            ? whole[before.Length..]
            // A token spans the border: the prompt stays as it is read for an answer.
            : weights.Model.Tokenize(continuation, add_bos: false, special: false, Encoding.UTF8);
    }

    /// <summary>The bytes that a token stands for; more than one token may make a character.</summary>
    /// <param name="token">The token.</param>
    /// <param name="isSpecialShown">Whether tokens that mark turns are written too.</param>
    public ReadOnlySpan<byte> Bytes(LLamaToken token, bool isSpecialShown)
    {
        uint count = weights.Model.NativeHandle.TokenToSpan(token, bytes, 0, isSpecialShown);
        return bytes.AsSpan(0, (int)Math.Min(count, (uint)bytes.Length));
    }

    /// <summary>Reads a prompt into an empty memory.</summary>
    /// <param name="prompt">Its tokens; at least one, and fewer than the context has.</param>
    /// <param name="cancellationToken">Ends the reading between pieces.</param>
    public void Begin(ReadOnlySpan<LLamaToken> prompt, CancellationToken cancellationToken)
    {
        context.NativeHandle.MemoryClear();
        length = 0;
        while (length < prompt.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int end = Math.Min(length + PieceLength, prompt.Length);
            batch.Clear();
            for (int i = length; i < end; i++)
            {
                batch.Add(prompt[i], i, LLamaSeqId.Zero, i == prompt.Length - 1);
            }

            Decode();
            length = end;
        }
    }

    /// <summary>Reads one token more.</summary>
    /// <param name="token">The token.</param>
    public void Add(LLamaToken token)
    {
        batch.Clear();
        batch.Add(token, length, LLamaSeqId.Zero, true);
        Decode();
        length++;
    }

    /// <summary>Forgets all after the first tokens.</summary>
    /// <param name="count">How many are kept.</param>
    /// <returns>Whether it could: a recurrent model cannot go back.</returns>
    public bool TryRewind(int count)
    {
        context.NativeHandle.MemorySequenceRemove(LLamaSeqId.Zero, count, -1);
        length = count;
        return context.NativeHandle.MemorySequenceMaxPosition(LLamaSeqId.Zero) == count - 1;
    }

    public void Dispose()
    {
        context.Dispose();
        weights.Release();
    }

    private LLamaContext Create(LlamaProvider model, ModelContext about)
    {
        int trained = weights.Model.ContextSize;
        int size = model.ContextSize ?? Math.Min(LlamaProvider.UsualContext, trained);
        int threads = model.Threads ?? Environment.ProcessorCount;
        var settings = new ModelParams(model.File.Full)
        {
            ContextSize = (uint)size,
            BatchSize = PieceLength,
            UBatchSize = PieceLength,
            SeqMax = 1,
            Threads = threads,
            BatchThreads = threads,
            GpuLayerCount = 0,
        };
        try
        {
            return weights.Model.CreateContext(settings);
        }
        catch (RuntimeError)
        {
            throw new DocumentException(
                new Fault(
                    about.Declared,
                    FormattableString.Invariant(
                        $"model '{about.Name}': a context of {size:N0} tokens, for which there is no memory"
                    ),
                    "a smaller context_size"
                )
            );
        }
    }

    private void Decode()
    {
        var result = context.NativeHandle.Decode(batch);
        if (result != DecodeResult.Ok)
        {
            throw new RuntimeError($"llama_decode: {result}");
        }
    }
}
