using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Scoring;
using Microsoft.Extensions.AI;

#pragma warning disable CA2000 // Who connects a provider owns its client.

namespace EvalHarness.Tests.Samples;

/// <summary>Share of answers without a small letter.</summary>
[Keyword("shouted")]
public sealed record Shouted : IMetric
{
    public string Name => "shouted";

    public int Width => 2;

    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        statistics[0] = sample.Answer?.Any(char.IsLower) == false ? 1 : 0;
        statistics[1] = 1;
    }

    public double? Value(ReadOnlySpan<double> totals) => totals[1] > 0 ? totals[0] / totals[1] : null;
}

/// <summary>A model that gives a question back.</summary>
/// <param name="Loud">Whether in capitals; false by default.</param>
[Keyword("echo")]
public sealed record Echo(bool Loud = false) : IModelProvider
{
    public string Description => Loud ? "a loud echo" : "an echo";

    public ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult($"echo loud={Loud}");

    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken) =>
        new(new Client(Loud));

    private sealed class Client(bool loud) : WholeAnswerClient
    {
        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            string question = messages.Last().Text;
            return Task.FromResult(LocalAnswer.Of(loud ? question.ToUpperInvariant() : question));
        }
    }
}
