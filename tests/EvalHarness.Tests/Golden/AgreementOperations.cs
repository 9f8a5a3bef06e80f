using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Agreement;

namespace EvalHarness.Tests.Golden;

/// <summary>Topic 09: agreement of raters and correlations.</summary>
internal static class AgreementOperations
{
    [GoldenOperation("cohen_kappa")]
    public static JsonNode? CohensKappa(JsonElement input)
    {
        string[] labels = input.Labels("labels");
        var kappa = CohenKappa.Of(Indices("a"), Indices("b"), labels.Length);
        return new JsonObject
        {
            ["percent_agreement"] = GoldenJson.Node(kappa.Agreement),
            ["kappa"] = GoldenJson.Node(kappa.Kappa),
            ["kappa_linear"] = GoldenJson.Node(kappa.Linear),
            ["kappa_quadratic"] = GoldenJson.Node(kappa.Quadratic),
            ["kappa_se"] = GoldenJson.Node(kappa.StandardError),
            ["kappa_se_h0"] = GoldenJson.Node(kappa.StandardErrorUnderNull),
        };

        int[] Indices(string key) => [.. input.Labels(key).Select(label => Array.IndexOf(labels, label))];
    }

    [GoldenOperation("multi_rater_agreement")]
    public static JsonNode? MultipleRaters(JsonElement input)
    {
        JsonElement[] labels = [.. input.GetProperty("labels").EnumerateArray()];
        bool isNumeric = labels.All(label => label.ValueKind == JsonValueKind.Number);
        labels = isNumeric ? [.. labels.OrderBy(label => label.GetDouble())] : labels;
        string[] names = [.. labels.Select(label => label.ToString())];
        JsonElement[][] raters =
        [
            .. input.GetProperty("raters_by_units").EnumerateArray().Select(rater => rater.EnumerateArray().ToArray()),
        ];
        int units = raters.Length == 0 ? 0 : raters[0].Length;
        int[] counts = new int[units * names.Length];
        foreach (var rater in raters)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(rater.Length, units);
            for (int unit = 0; unit < units; unit++)
            {
                if (rater[unit].ValueKind != JsonValueKind.Null)
                {
                    int category = Array.IndexOf(names, rater[unit].ToString());
                    ArgumentOutOfRangeException.ThrowIfNegative(category);
                    counts[(unit * names.Length) + category]++;
                }
            }
        }
        double[] values = [.. labels.Select((label, i) => isNumeric ? label.GetDouble() : i)];
        return new JsonObject
        {
            ["alpha_nominal"] = GoldenJson.Node(RaterAgreement.AlphaNominal(counts, names.Length)),
            ["alpha_ordinal"] = GoldenJson.Node(RaterAgreement.AlphaOrdinal(counts, names.Length)),
            ["alpha_interval"] = GoldenJson.Node(RaterAgreement.AlphaInterval(counts, values)),
            ["percent_agreement_pairwise"] = GoldenJson.Node(RaterAgreement.Pairwise(counts, names.Length)),
            ["fleiss_kappa"] = GoldenJson.Node(RaterAgreement.FleissKappa(counts, names.Length)),
            ["gwet_ac1"] = GoldenJson.Node(RaterAgreement.GwetAc1(counts, names.Length)),
        };
    }

    [GoldenOperation("correlation")]
    public static JsonNode? Correlate(JsonElement input)
    {
        double[] x = input.Numbers("x");
        double[] y = input.Numbers("y");
        var pearson = Correlations.Pearson(x, y);
        var spearman = Correlations.Spearman(x, y);
        var kendall = Correlations.Kendall(x, y);
        return new JsonObject
        {
            ["n"] = x.Length,
            ["pearson_r"] = GoldenJson.Node(pearson.Value),
            ["pearson_p"] = GoldenJson.Node(pearson.P),
            ["pearson_ci95_fisher"] = pearson.Interval is { } ci ? GoldenJson.Node([ci.Low, ci.High]) : null,
            ["spearman_rho"] = GoldenJson.Node(spearman.Value),
            ["spearman_p_t"] = GoldenJson.Node(spearman.P),
            ["kendall_tau_b"] = GoldenJson.Node(kendall.Value),
            ["kendall_p_asymptotic"] = GoldenJson.Node(kendall.P),
            ["kendall_p_exact"] = GoldenJson.Node(kendall.ExactP),
        };
    }
}
