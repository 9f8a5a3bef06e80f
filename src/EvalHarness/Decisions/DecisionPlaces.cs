using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Decisions;

/// <summary>Where in the file the subject of a finding stands.</summary>
internal static class DecisionPlaces
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["volume.v0"] = "volume.v0_per_month",
        ["volume.growth"] = "volume.growth_per_year",
        ["market.api_decline"] = "market.api_price_decline_per_year",
        ["market.gpu_decline"] = "market.gpu_price_decline_per_year",
        ["market.frontier"] = "market.frontier_error_reduction_per_year",
        ["market.token_growth"] = "market.token_growth_per_year",
        ["latency.penalty"] = "latency.penalty_per_breach",
        ["quality"] = "quality",
        ["uplift"] = "quality",
        ["lead"] = "lead_months",
        ["success"] = "p_success",
        ["fixed"] = "fixed_per_month",
        ["drift"] = "drift_per_year",
        ["incident.probability"] = "incident.annual_probability",
        ["gpu.price"] = "gpu.price_per_gpu_hour",
        ["gpu.per_replica"] = "gpu.gpus_per_replica",
        ["gpu.rps"] = "gpu.rps_per_replica",
        ["gpu.utilisation"] = "gpu.target_utilisation",
        ["gpu.peak"] = "gpu.peak_factor",
    };

    /// <summary>The place of an option, a study or a parameter by its name; the section's own where it is none of them.</summary>
    public static Location Of(YamlNode section, string subject)
    {
        if ((Named(section, "options", subject) ?? Named(section, "studies", subject)) is { } whole)
        {
            return whole.At;
        }

        foreach (YamlMapping option in Entries(section, "options"))
        {
            string suffix = $".{Id(option)}";
            if (subject.EndsWith(suffix, StringComparison.Ordinal))
            {
                string name = subject[..^suffix.Length];
                return (Follow(option, Keys.GetValueOrDefault(name, name)) ?? option).At;
            }
        }

        return (Follow(section, Keys.GetValueOrDefault(subject, subject)) ?? section).At;
    }

    /// <summary>The place of what a slice measures, or of the slice.</summary>
    public static Location OfSlice(YamlNode section, string id)
    {
        YamlMapping? slice = Named(section, "slices", id);
        return (slice?.Find("run_metric")?.Value ?? slice ?? section).At;
    }

    /// <summary>The place of a class among those of the value.</summary>
    public static Location OfClass(YamlNode section, string name)
    {
        YamlNode? classes = Follow(section, "value.classes");
        YamlNode? item = (classes as YamlSequence)?.Items.FirstOrDefault(one =>
            one is YamlScalar { Text: var text } && text == name
        );
        return (item ?? classes ?? section).At;
    }

    private static YamlMapping? Named(YamlNode section, string list, string id) =>
        Entries(section, list).FirstOrDefault(entry => id.Length > 0 && Id(entry) == id);

    private static IEnumerable<YamlMapping> Entries(YamlNode section, string list) =>
        section is YamlMapping mapping && mapping.Find(list)?.Value is YamlSequence items
            ? items.Items.OfType<YamlMapping>()
            : [];

    private static string? Id(YamlMapping entry) => (entry.Find("id")?.Value as YamlScalar)?.Text;

    private static YamlNode? Follow(YamlNode node, string path)
    {
        YamlNode? found = node;
        foreach (string key in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            found = (found as YamlMapping)?.Find(key)?.Value;
        }

        return found;
    }
}
