using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Llama.Templates;
using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace EvalHarness.Llama;

/// <summary>A model of the Llama family, or any other that llama.cpp runs, in this process: a GGUF file, with or without LoRA adapters.</summary>
/// <remarks>
/// One prompt at a time, each in an empty memory and in pieces of one shape: an answer repeats bit for bit in any order of requests and
/// on any number of threads, and models that share a file share its weights and nothing else. Unless the task says otherwise the most
/// probable token is taken; a <c>seed</c> (by default the suite's) decides together with the prompt what is drawn. Without
/// <c>max_tokens</c> an answer may fill the context.
/// </remarks>
/// <param name="File">The model, a GGUF file; of one that is split into parts the first.</param>
/// <param name="Adapters">LoRA adapters, applied together; none by default.</param>
/// <param name="ContextSize">Tokens that prompt and answer may have together; by default what the model was made for, 4,096 at most.</param>
/// <param name="Threads">Threads that compute, which changes no answer; all cores by default.</param>
/// <param name="ChatTemplate">How turns are written as one text, a Jinja template; by default the one in the file.</param>
[Keyword("llama")]
public sealed record LlamaProvider(
    FilePath File,
    ImmutableArray<LlamaAdapter>? Adapters = null,
    [Range(8, 1 << 24)] int? ContextSize = null,
    [Range(1, 1024)] int? Threads = null,
    string? ChatTemplate = null
) : IModelProvider
{
    /// <summary>Tokens of a context that nobody asked to be larger: one for 128,000 takes gigabytes.</summary>
    internal const int UsualContext = 4096;

    /// <summary>The adapters; empty where there are none.</summary>
    internal ImmutableArray<LlamaAdapter> Over => Adapters is { IsDefault: false } given ? given : [];

    /// <inheritdoc/>
    /// <remarks>With an adapter somebody tuned it; the suite may say otherwise.</remarks>
    public ModelKind Kind => Over.IsEmpty ? ModelKind.General : ModelKind.Custom;

    /// <inheritdoc/>
    public string Description =>
        $"{NameOf(File)}{string.Concat(Over.Select(one => $" + {NameOf(one.File)}"))}, in this process";

    /// <inheritdoc/>
    /// <remarks>All models of this process share its cores.</remarks>
    public Uri? Server { get; } = new("process://llama");

    /// <inheritdoc/>
    public int? MostInFlight => 1;

    /// <inheritdoc/>
    public LikelihoodSupport Likelihood => LikelihoodSupport.Whole;

    /// <inheritdoc/>
    public ImmutableArray<UnsentSetting> Unsent(Generation generation)
    {
        ArgumentNullException.ThrowIfNull(generation);
        return
        [
            .. new (GenerationSetting Setting, bool IsAsked, string Reason)[]
            {
                (
                    GenerationSetting.ResponseFormat,
                    generation.ResponseFormat is { } form
                        && !(form.ValueKind == JsonValueKind.String && form.ValueEquals("text")),
                    "answers in this process are held to no format"
                ),
                (
                    GenerationSetting.ReasoningEffort,
                    generation.ReasoningEffort is not null,
                    "a model in this process has no such setting"
                ),
                (
                    GenerationSetting.Extra,
                    generation.Extra is { Count: > 0 },
                    "a model in this process is sent no body"
                ),
            }
                .Where(one => one.IsAsked)
                .Select(one => new UnsentSetting(one.Setting, one.Reason)),
        ];
    }

    /// <inheritdoc/>
    public async ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var adapters = new List<string>();
        foreach (var one in Over)
        {
            string hash = await FileStamp.HashAsync(one.File.Full, cancellationToken);
            adapters.Add(FormattableString.Invariant($"{hash}*{one.Scale:R}"));
        }

        string template = ChatTemplate is null ? "file" : Templates.ChatTemplate.HashOf(ChatTemplate);
        string size = ContextSize is { } tokens ? FormattableString.Invariant($"{tokens}") : "usual";
        return $"llama/1 {NativeLibrary.Version} {await FileStamp.HashAsync(File.Full, cancellationToken)}"
            + $" adapters=[{string.Join(",", adapters)}] context={size} template={template}";
    }

    /// <inheritdoc/>
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (NativeLibrary.Obstacle is { } obstacle)
        {
            throw new DocumentException(
                new Fault(
                    context.Declared,
                    $"model '{context.Name}' on {obstacle}",
                    "x64 with AVX2 or arm64, and the package LLamaSharp.Backend.Cpu beside EvalHarness.Llama"
                )
            );
        }

#pragma warning disable CA2000 // The client owns the session, and the caller the client.
        var session = new Session(this, context);
        try
        {
            return ValueTask.FromResult<IChatClient>(new LlamaClient(session, TemplateOf(session, context), context));
        }
        catch
        {
            session.Dispose();
            throw;
        }
#pragma warning restore CA2000
    }

    private ChatTemplate TemplateOf(Session session, ModelContext context)
    {
        string? source = ChatTemplate ?? session.Template;
        if (string.IsNullOrWhiteSpace(source))
        {
            throw new DocumentException(
                new Fault(
                    context.Declared,
                    $"model '{context.Name}': '{context.Show(File)}', which has no chat template",
                    "'chat_template' in the model: a Jinja template that writes 'messages'"
                )
            );
        }

        try
        {
            return new ChatTemplate(source);
        }
        catch (TemplateException e)
        {
            throw new DocumentException(
                new Fault(
                    context.Declared,
                    ChatTemplate is null
                        ? $"model '{context.Name}': the chat template of '{context.Show(File)}', {e.Told}"
                        : $"model '{context.Name}': its chat_template, {e.Told}",
                    "a Jinja template; 'chat_template' in the model replaces that of the file"
                )
            );
        }
    }

    private static string NameOf(FilePath file) => Path.GetFileName(file.AsWritten);
}
