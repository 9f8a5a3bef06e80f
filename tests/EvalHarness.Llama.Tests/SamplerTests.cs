using LLama.Native;
using NUnit.Framework;

namespace EvalHarness.Llama.Tests;

public sealed class SamplerTests
{
    private static readonly LLamaToken[] Prompt = [1, 2, 3];

    /// <summary>Probabilities 0.5, 0.25, 0.15 and 0.1 of four tokens, in another order.</summary>
    private static readonly float[] Logits = [.. new[] { 0.15, 0.5, 0.1, 0.25 }.Select(p => (float)Math.Log(p))];

    [Test]
    public void At_temperature_0_the_first_of_the_largest_is_taken() =>
        Assert.That(new Sampler(0, 1, 0, 1, Prompt).Choose([1f, 3f, 3f, 2f]), Is.EqualTo(1));

    [Test]
    public void At_temperature_1_tokens_are_drawn_as_often_as_they_are_probable()
    {
        double[] shares = Shares(1, 1, 0);
        // 20,000 draws: five standard errors of a share are at most 0.018.
        Assert.That(shares, Is.EqualTo(new[] { 0.15, 0.5, 0.1, 0.25 }).Within(0.018));
    }

    [Test]
    public void A_nucleus_leaves_the_likeliest_that_reach_the_share()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Shares(1, 0.5, 0), Is.EqualTo(new double[] { 0, 1, 0, 0 }));
            Assert.That(Shares(1, 0.6, 0), Is.EqualTo(new[] { 0, 2 / 3.0, 0, 1 / 3.0 }).Within(0.018));
        }
    }

    [Test]
    public void Top_k_leaves_so_many() =>
        Assert.That(Shares(1, 1, 3), Is.EqualTo(new[] { 0.15 / 0.9, 0.5 / 0.9, 0, 0.25 / 0.9 }).Within(0.018));

    [Test]
    public void A_temperature_sharpens_or_flattens()
    {
        double[] squares = [0.15 * 0.15, 0.25, 0.01, 0.0625];
        Assert.That(Shares(0.5, 1, 0), Is.EqualTo(squares.Select(one => one / squares.Sum()).ToArray()).Within(0.018));
    }

    [Test]
    public void Another_prompt_is_another_draw_by_the_same_seed()
    {
        static string Draws(params LLamaToken[] prompt)
        {
            var sampler = new Sampler(1, 1, 0, 5, prompt);
            return string.Concat(Enumerable.Range(0, 40).Select(_ => sampler.Choose(Logits)));
        }

        string once = Draws(1, 2);
        string again = Draws(1, 2);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again, Is.EqualTo(once));
            Assert.That(Draws(1, 3), Is.Not.EqualTo(once));
        }
    }

    [Test]
    public void The_largest_come_first_and_of_equal_ones_the_first([Values(0, 1, 2, 3, 5, 9)] int count) =>
        Assert.That(
            Probabilities.Largest([2f, 5f, 5f, 1f, 3f], count),
            Is.EqualTo(new[] { 1, 2, 4, 0, 3 }.Take(count).ToArray())
        );

    [Test]
    public void Logits_are_normalized_however_large_they_are() =>
        Assert.That(
            new[] { 1000f, 1000f }.Select(one => one - Probabilities.LogTotal([1000f, 1000f])),
            Is.All.EqualTo(Math.Log(0.5)).Within(1e-12)
        );

    private static double[] Shares(double temperature, double topP, int topK)
    {
        var sampler = new Sampler(temperature, topP, topK, 11, Prompt);
        double[] counts = new double[Logits.Length];
        for (int i = 0; i < 20_000; i++)
        {
            counts[sampler.Choose(Logits)] += 1.0 / 20_000;
        }

        return [.. counts.Select(one => Math.Round(one, 9))];
    }
}
