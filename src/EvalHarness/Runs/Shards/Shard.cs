using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EvalHarness.Suites;

namespace EvalHarness.Runs.Shards;

/// <summary>One of several parts of a plan that are asked apart, on machines that know nothing of each other, and merged later.</summary>
/// <remarks>
/// Budget and declared limits are those of all shards together, which may run at once: each has its part of them. Money and requests are
/// divided by the requests planned; what may be sent in a minute, or lie on a server at a time, by the number of shards, and one at least.
/// </remarks>
/// <param name="Number">Which, from 1.</param>
/// <param name="Count">Of how many.</param>
public sealed record Shard(int Number, int Count)
{
    /// <summary>Most shards of a plan.</summary>
    public const int Most = 10_000;

    /// <summary>Reads <c>3/8</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shard">The shard; null where the text is none.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Shard? shard)
    {
        shard =
            text?.Split('/') is [var number, var count]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int which)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int many)
            && which >= 1
            && which <= many
            && many <= Most
                ? new Shard(which, many)
                : null;
        return shard is not null;
    }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    /// <summary>A suite with this shard's part of its budget and limits.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="before">Requests planned for the shards before this one.</param>
    /// <param name="own">Requests planned for this one.</param>
    /// <param name="all">Requests planned for all.</param>
    internal Suite PartOf(Suite suite, long before, long own, long all) =>
        suite with
        {
            Budget = new BudgetSpec(
                // To the microdollar, downwards: the parts together are never more than the whole.
                suite.Budget.Usd
                    is { } usd
                    ? decimal.Floor(usd * own / Math.Max(1, all) * 1_000_000m) / 1_000_000m
                    : null,
                suite.Budget.Requests is { } most ? UpTo(most, before + own, all) - UpTo(most, before, all) : null
            ),
            Models = [.. suite.Models.Select(PartOf)],
            Endpoints = suite.Endpoints.ToDictionary(
                endpoint => endpoint.Key,
                endpoint =>
                    endpoint.Value with
                    {
                        RequestsPerMinute = PartOf(endpoint.Value.RequestsPerMinute),
                        TokensPerMinute = PartOf(endpoint.Value.TokensPerMinute),
                        InFlight = PartOf(endpoint.Value.InFlight),
                    },
                StringComparer.Ordinal
            ),
        };

    /// <summary>A model with this shard's part of its limits.</summary>
    /// <param name="model">The model.</param>
    internal ModelSpec PartOf(ModelSpec model) =>
        model with
        {
            Limits = model.Limits with
            {
                RequestsPerMinute = PartOf(model.Limits.RequestsPerMinute),
                TokensPerMinute = PartOf(model.Limits.TokensPerMinute),
            },
        };

    private static long UpTo(long most, long requests, long all) => (long)((Int128)most * requests / Math.Max(1, all));

    private int? PartOf(int? limit) => (int?)PartOf((long?)limit);

    private long? PartOf(long? limit) => limit is { } bound ? Math.Max(1, bound / Count) : null;
}
