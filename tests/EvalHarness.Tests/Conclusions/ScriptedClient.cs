using System.Collections.Concurrent;
using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace EvalHarness.Tests.Conclusions;

/// <summary>A client of a team's own: answers by the text that it is asked, and counts.</summary>
internal sealed class ScriptedClient(Func<string, string> answer, string? model = "team-model") : WholeAnswerClient
{
    private readonly ConcurrentQueue<string> asked = new();

    /// <summary>What it was asked, in no order.</summary>
    public IReadOnlyCollection<string> Asked => asked;

    public bool IsDisposed { get; private set; }

    /// <summary>Is told of each question before it is answered.</summary>
    public Action<int>? OnAsked { get; set; }

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        string text = messages.Last().Text;
        asked.Enqueue(text);
        OnAsked?.Invoke(asked.Count);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, answer(text)))
            {
                Usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 1 },
            }
        );
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata)
            ? new ChatClientMetadata("team", new Uri("https://user:secret@models.example/v1?key=secret"), model)
            : base.GetService(serviceType, serviceKey);

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
