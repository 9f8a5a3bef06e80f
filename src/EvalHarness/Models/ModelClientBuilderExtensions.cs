using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>Puts our concerns around a client; the first one named is the outermost.</summary>
/// <example><code>client.AsBuilder().UseRateLimit(limit).UseAttemptTimeout("gpt", minute, time).UseMetering(time).Build()</code></example>
public static class ModelClientBuilderExtensions
{
    /// <summary>Paces the calls.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="limit">The limit; may be shared by several clients.</param>
    public static ChatClientBuilder UseRateLimit(this ChatClientBuilder builder, RateLimit limit)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(inner => new RateLimitingChatClient(inner, limit));
    }

    /// <summary>Gives each call so much time.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="model">Name of the model, for the message.</param>
    /// <param name="timeout">Longest time of a call.</param>
    /// <param name="time">The clock.</param>
    public static ChatClientBuilder UseAttemptTimeout(
        this ChatClientBuilder builder,
        string model,
        TimeSpan timeout,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(inner => new AttemptTimeoutChatClient(inner, model, timeout, time));
    }

    /// <summary>Measures the time of each answer.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="time">The clock.</param>
    public static ChatClientBuilder UseMetering(this ChatClientBuilder builder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(inner => new MeteringChatClient(inner, time));
    }
}
