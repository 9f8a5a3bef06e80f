using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Hosted;
using EvalHarness.Models;
using EvalHarness.Models.Endpoints;
using EvalHarness.Models.Providers;
using EvalHarness.Tests.Models;
using Microsoft.Extensions.AI;
using Anthropic = EvalHarness.Models.Providers.Anthropic;

namespace EvalHarness.Tests.Hosted;

/// <summary>Each provider that asks a server, by the words of a suite, with one key and a good reply of its wire format.</summary>
internal static class EveryProvider
{
    public const string Key = "sk-Vq8Lr3Tz6Wn1Xc5B";

    private const string Message =
        """{"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"positive"}],"stop_reason":"end_turn","usage":{"input_tokens":20,"output_tokens":3}}""";

    private const string Response =
        """{"id":"r","status":"completed","model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"positive"}]}],"usage":{"input_tokens":20,"output_tokens":3}}""";

    private const string Chat =
        """{"model":"m","message":{"role":"assistant","content":"positive"},"done":true,"done_reason":"stop","prompt_eval_count":20,"eval_count":3}""";

    private static readonly string Completion = FaultReply.Completion("positive", "stop", 20, 3);

    /// <summary>Those that know the names of settings themselves.</summary>
    public static IReadOnlyList<ProviderCase> All { get; } =
    [
        new(
            "openai-compatible",
            (url, key, stream) => new OpenAICompatible(url, "m", key, Stream: stream),
            Completion,
            "/v1/chat/completions"
        ),
        new(
            "openai",
            (url, key, stream) => new OpenAIProvider("m", key, url + "/v1", Stream: stream),
            Completion,
            "/v1/chat/completions"
        ),
        new(
            "openai, responses",
            (url, key, stream) =>
                new OpenAIProvider("m", key, url + "/v1", Stream: stream, Interface: OpenAIInterface.Responses),
            Response,
            "/v1/responses"
        ),
        new(
            "azure-openai",
            (url, key, stream) => new AzureOpenAI(url, "m", ApiKey: key, Stream: stream),
            Completion,
            "/openai/v1/chat/completions"
        ),
        new(
            "azure-openai, responses",
            (url, key, stream) =>
                new AzureOpenAI(url, "m", ApiKey: key, Stream: stream, Interface: OpenAIInterface.Responses),
            Response,
            "/openai/v1/responses"
        ),
        new("anthropic", (url, key, stream) => new Anthropic("m", key, url, Stream: stream), Message, "/v1/messages"),
        new("ollama", (url, key, stream) => new Ollama("m", url, ApiKey: key, Stream: stream), Chat, "/api/chat"),
    ];

    /// <summary>Those, and an endpoint that a suite describes.</summary>
    public static IReadOnlyList<ProviderCase> Asked { get; } =
    [
        .. All,
        new(
            "http",
            (url, key, _) =>
                new Http(
                    url + "/predict",
                    JsonElement.Parse("""{"turns":"{{messages}}","n":"{{logprobs}}"}"""),
                    "choices.0.message.content",
                    Headers: new Dictionary<string, Secret> { ["X-Api-Key"] = key },
                    Usage: new UsagePaths("usage.prompt_tokens", "usage.completion_tokens"),
                    FinishReason: "choices.0.finish_reason",
                    ModelPath: "model",
                    Logprobs: "choices.0.logprobs"
                ),
            Completion,
            "/predict"
        ),
    ];
}

/// <summary>A provider that asks a server.</summary>
/// <param name="Name">As the suite names it.</param>
/// <param name="Create">The provider: address of the server, key, whether it streams.</param>
/// <param name="Reply">A good whole reply: <c>positive</c>, 20 tokens in and 3 out.</param>
/// <param name="Path">The path that it asks.</param>
internal sealed record ProviderCase(
    string Name,
    Func<string, Secret, bool, IModelProvider> Create,
    string Reply,
    string Path
)
{
    public ValueTask<IChatClient> ConnectAsync(FaultServer server, bool isStreamed = false) =>
        Create(server.Url, new Secret(EveryProvider.Key), isStreamed)
            .ConnectAsync(ModelSetup.Context(), CancellationToken.None);

    public override string ToString() => Name;
}
