using EvalHarness.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

public sealed class RateLimitHeadersTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 8.64s", 8.64)]
    [TestCase("x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 6m0s", 360)]
    [TestCase("x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 1h2m3.5s", 3723.5)]
    [TestCase("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 120ms", 0.12)]
    [TestCase("anthropic-ratelimit-requests-remaining: 0|anthropic-ratelimit-requests-reset: 2026-05-01T12:00:30Z", 30)]
    [TestCase("x-ratelimit-remaining: 0|x-ratelimit-reset: 17", 17)]
    [TestCase("x-ratelimit-remaining: 0|x-ratelimit-reset: 1777636805", 5)]
    [TestCase("x-ratelimit-remaining: 0|x-ratelimit-reset: 1777636805000", 5)]
    [TestCase("x-ratelimit-remaining: 0|x-ratelimit-reset: 99999999", 86_400)]
    public void A_limit_that_is_used_up_pauses_until_it_is_renewed(string headers, double seconds) =>
        Assert.That(Read(headers)?.TotalSeconds, Is.EqualTo(seconds).Within(1e-9));

    [TestCase("x-ratelimit-remaining-requests: 1|x-ratelimit-reset-requests: 8s")]
    [TestCase("x-ratelimit-remaining-requests: 0")]
    [TestCase("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: soon")]
    [TestCase("x-ratelimit-remaining-requests: |x-ratelimit-reset-requests: 8s")]
    [TestCase("x-ratelimit-remaining: 0|x-ratelimit-reset: 1777636795")]
    public void What_is_left_or_cannot_be_read_pauses_nothing(string headers) => Assert.That(Read(headers), Is.Null);

    [Test]
    public void Of_two_limits_that_are_used_up_the_later_one_counts() =>
        Assert.That(
            Read(
                "x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 1s|x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 3s"
            ),
            Is.EqualTo(TimeSpan.FromSeconds(3))
        );

    private static TimeSpan? Read(string headers)
    {
        var named = headers
            .Split('|')
            .Select(line => line.Split(": ", 2))
            .ToDictionary(part => part[0], part => part[1]);
        return RateLimitHeaders.ReadPause(named.GetValueOrDefault, Now);
    }
}
