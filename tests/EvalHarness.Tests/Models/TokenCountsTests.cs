using CsCheck;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Likelihoods;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class TokenCountsTests
{
    private static readonly Gen<long?> Count = Gen.OneOf(
        Gen.Const((long?)null),
        Gen.Long[-5, 5].Select(value => (long?)value),
        Gen.Long[0, 5_000].Select(value => (long?)value),
        Gen.Long.Select(value => (long?)value)
    );

    private static readonly Price Dear = new(3, 15, 0.3m, CacheWrite: 4, Reasoning: 20, Batch: 0.5m);

    [Test]
    public void Whatever_a_server_counts_a_cost_is_unknown_or_at_least_that_of_the_answer()
    {
        Gen.Select(Count, Count, Count, Count, Count)
            .Sample(
                (input, output, cached, reasoning, total) =>
                {
                    var counts = new UsageDetails
                    {
                        InputTokenCount = input,
                        OutputTokenCount = output,
                        CachedInputTokenCount = cached,
                        ReasoningTokenCount = reasoning,
                        TotalTokenCount = total,
                    };
                    var usage = TokenCounts.Read(counts, hasText: true, out string? odd);
                    Assert.That(usage is null, Is.EqualTo(odd is not null));
                    if (usage is { } known)
                    {
                        Assert.That(Dear.CostUsd(known), Is.GreaterThanOrEqualTo(output!.Value * 15m / 1_000_000));
                        Assert.That(Dear.CostUsd(known), Is.LessThanOrEqualTo(Dear.MostUsd(known.Input, known.Output)));
                        Assert.That(known.Output, Is.GreaterThanOrEqualTo(output.Value));
                    }
                },
                iter: 20_000,
                seed: "0000000000000"
            );
    }

    [Test]
    public void Likelihoods_that_are_spelt_out_took_no_token_and_cost_their_prompts()
    {
        var counts = new UsageDetails { InputTokenCount = 60, OutputTokenCount = 0 };
        var told = TokenCounts.Read(LikelihoodReply.Of([new("yes", -1, 1), new("no", -2, 1)], counts), out string? odd);
        var written = TokenCounts.Read(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, "yes")) { Usage = counts },
            out string? doubt
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(odd, Is.Null);
            Assert.That(told, Is.EqualTo(new Usage(60, 0, 0)));
            Assert.That(written, Is.Null);
            Assert.That(doubt, Is.EqualTo("no generated tokens for a text"));
        }
    }

    [Test]
    public void A_usage_survives_being_given_to_a_client_and_read_back()
    {
        var usage = new Usage(100, 20, 40)
        {
            CacheWrite = 30,
            Reasoning = 25,
            IsBatch = true,
        };
        Assert.That(TokenCounts.Read(TokenCounts.ToDetails(usage), hasText: true, out _), Is.EqualTo(usage));
    }

    [Test]
    public void Nothing_said_is_nothing_odd()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TokenCounts.Read(null, hasText: true, out string? odd), Is.Null);
            Assert.That(odd, Is.Null);
        }
    }

    [Test]
    public void Counts_that_leave_the_cache_out_of_the_prompt_but_not_of_the_total_are_unknown()
    {
        var counts = new UsageDetails
        {
            InputTokenCount = 100,
            OutputTokenCount = 10,
            CachedInputTokenCount = 90,
            TotalTokenCount = 200,
        };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TokenCounts.Read(counts, hasText: true, out string? odd), Is.Null);
            Assert.That(odd, Is.EqualTo("counts that do not add up"));
        }
    }
}
