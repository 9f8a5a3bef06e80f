using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Reports.Exports;

/// <summary>Tokens as Inspect writes them: what was read from a cache and written to one stands beside the other input.</summary>
internal static class InspectUsage
{
    /// <summary>Writes the tokens of an answer, or of all.</summary>
    /// <param name="json">Takes them.</param>
    /// <param name="name">Name of the property.</param>
    /// <param name="usage">The tokens.</param>
    /// <param name="usd">What they cost, in US dollars; null where that is unknown.</param>
    public static void Write(Utf8JsonWriter json, string name, Usage usage, decimal? usd)
    {
        json.WriteStartObject(name);
        json.WriteNumber("input_tokens", usage.Input - usage.CachedInput - usage.CacheWrite);
        json.WriteNumber("output_tokens", usage.Output);
        json.WriteNumber("total_tokens", usage.Input + usage.Output);
        json.WriteKnown("input_tokens_cache_write", Told.Part(usage.CacheWrite));
        json.WriteKnown("input_tokens_cache_read", Told.Part(usage.CachedInput));
        json.WriteKnown("reasoning_tokens", Told.Part(usage.Reasoning));
        if (usd is { } cost)
        {
            json.WriteNumber("total_cost", cost);
        }

        json.WriteEndObject();
    }
}
