using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EvalHarness.Models;

/// <summary>Reads what servers say of their limits beside an answer, or instead of one, so that a limit is kept.</summary>
/// <remarks>
/// Known are OpenAI's form (<c>x-ratelimit-remaining-requests</c>, <c>x-ratelimit-reset-requests: 6m0s</c>, the same of tokens), which
/// many servers share, Anthropic's (<c>anthropic-ratelimit-requests-remaining</c>, <c>-reset</c> a time), and the plain pair
/// <c>x-ratelimit-remaining</c>, <c>x-ratelimit-reset</c> (seconds, or a Unix time in seconds or milliseconds).
/// </remarks>
internal static partial class RateLimitHeaders
{
    /// <summary>The longest wait believed, in seconds: longer than any run waits, and far from what a TimeSpan cannot hold.</summary>
    private const double DaySeconds = 86_400;

    private static readonly (string Of, string Limit, string Remaining, string Reset)[] Known =
    [
        ("requests", "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
        ("tokens", "x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
        (
            "requests",
            "anthropic-ratelimit-requests-limit",
            "anthropic-ratelimit-requests-remaining",
            "anthropic-ratelimit-requests-reset"
        ),
        (
            "tokens",
            "anthropic-ratelimit-tokens-limit",
            "anthropic-ratelimit-tokens-remaining",
            "anthropic-ratelimit-tokens-reset"
        ),
        (
            "input tokens",
            "anthropic-ratelimit-input-tokens-limit",
            "anthropic-ratelimit-input-tokens-remaining",
            "anthropic-ratelimit-input-tokens-reset"
        ),
        (
            "output tokens",
            "anthropic-ratelimit-output-tokens-limit",
            "anthropic-ratelimit-output-tokens-remaining",
            "anthropic-ratelimit-output-tokens-reset"
        ),
        ("", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"),
    ];

    /// <summary>What the server says of its limits; of each it must say how much is left.</summary>
    /// <param name="header">Finds a header by name; null when it is not there.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<RateLimitState> Read(Func<string, string?> header, DateTimeOffset now)
    {
        var states = ImmutableArray.CreateBuilder<RateLimitState>(0);
        foreach (var (of, limit, remaining, reset) in Known)
        {
            if (Number(header(remaining)) is { } left)
            {
                states.Add(
                    new RateLimitState(
                        of,
                        Number(header(limit)),
                        left,
                        Seconds(header(reset)?.Trim(), now) is { } seconds
                            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, DaySeconds))
                            : null
                    )
                );
            }
        }

        return states.ToImmutable();
    }

    /// <summary>How long nothing is left of a limit; null where something is, or the server does not say.</summary>
    /// <param name="header">Finds a header by name; null when it is not there.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan? ReadPause(Func<string, string?> header, DateTimeOffset now) => PauseOf(Read(header, now));

    /// <summary>How long nothing is left of one of some limits; null where something is of each, or the server does not say.</summary>
    /// <param name="limits">What the server says.</param>
    public static TimeSpan? PauseOf(ImmutableArray<RateLimitState> limits) =>
        limits
            .Where(limit => limit is { Remaining: <= 0, Reset.Ticks: > 0 })
            .Select(limit => limit.Reset)
            .DefaultIfEmpty(null)
            .Max();

    /// <summary>How long the server asks to wait: <c>retry-after-ms</c>, else <c>Retry-After</c> in seconds or as a date.</summary>
    /// <param name="header">Finds a header by name; null when it is not there.</param>
    /// <param name="now">The time, for dates.</param>
    /// <returns>From zero to a day; null when the server does not say or says nothing readable.</returns>
    public static TimeSpan? ReadRetryAfter(Func<string, string?> header, DateTimeOffset now)
    {
        string? text = header("Retry-After");
        double? asked = Number(header("retry-after-ms")) / 1000 ?? Number(text);
        double? seconds = asked < 0 ? null : asked ?? SecondsUntil(text, now);
        return seconds is { } wait ? TimeSpan.FromSeconds(Math.Clamp(wait, 0, DaySeconds)) : null;
    }

    private static double? Seconds(string? text, DateTimeOffset now)
    {
        if (Number(text) is { } number)
        {
            return number switch
            {
                > 1e11 => (number / 1000) - now.ToUnixTimeSeconds(),
                > 1e8 => number - now.ToUnixTimeSeconds(),
                _ => number,
            };
        }

        if (text is not null && Duration().Match(text) is { Success: true, Length: > 0 } parts)
        {
            return (Part(parts, "d") * DaySeconds)
                + (Part(parts, "h") * 3600)
                + (Part(parts, "m") * 60)
                + Part(parts, "s")
                + (Part(parts, "ms") / 1000);
        }

        return SecondsUntil(text, now);
    }

    private static double? SecondsUntil(string? date, DateTimeOffset now) =>
        DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? (time - now).TotalSeconds
            : null;

    private static double Part(Match parts, string unit) => Number(parts.Groups[unit].Value) ?? 0;

    private static double? Number(string? text) =>
        double.TryParse(
            text,
            NumberStyles.AllowDecimalPoint
                | NumberStyles.AllowLeadingSign
                | NumberStyles.AllowLeadingWhite
                | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out double number
        ) && double.IsFinite(number)
            ? number
            : null;

    [GeneratedRegex(
        @"^(?:(?<d>[0-9.]+)d)?(?:(?<h>[0-9.]+)h)?(?:(?<m>[0-9.]+)m(?!s))?(?:(?<s>[0-9.]+)s)?(?:(?<ms>[0-9.]+)ms)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Duration();
}
