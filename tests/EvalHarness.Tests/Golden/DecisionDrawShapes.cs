using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvalHarness.Cascades;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Tests.Golden;

/// <summary>What is read off given or simulated draws.</summary>
internal static partial class DecisionDrawShapes
{
    public static readonly DecisionShape[] All =
    [
        new(["nb"], Odds),
        new(["ids", "cost", "effect"], input => Ladders(input, "cost", "effect")),
        new(["ids", "cost_per_query", "accuracy"], input => Ladders(input, "cost_per_query", "accuracy")),
        new(["cost", "effect", "wtp"], Acceptabilities),
        new(["mu", "sd", "seed", "name", "N"], NormalDraws),
        new(["X", "Y", "seed", "N"], Regressions),
        new(["theta", "statistic", "n", "seed", "N"], Studies),
        new(["x", "draws", "seed"], Bootstrap),
        new(["n", "correct", "total"], Curve),
        new(["conf", "small_correct", "big_correct", "cost_small", "cost_big"], Cascade),
    ];

    private static JsonObject Odds(JsonElement input)
    {
        double[][] rows = input.Rows("nb");
        var odds = OptionOdds.Of(Transpose(rows));
        return new JsonObject
        {
            ["mean"] = GoldenJson.Node(odds.Mean),
            ["best"] = odds.Best,
            ["p_best"] = GoldenJson.Node(odds.PBest),
            ["evpi"] = odds.Evpi,
            ["expected_regret"] = GoldenJson.Node(odds.ExpectedRegret),
        };
    }

    private static JsonObject Ladders(JsonElement input, string costKey, string effectKey)
    {
        string[] ids = input.Labels("ids");
        (double[] cost, double[] effect) = (input.Numbers(costKey), input.Numbers(effectKey));
        JsonArray Ladder(int count) => Rungs(IcerLadder.Of(ids[..count], cost[..count], effect[..count]));
        var answer = new JsonObject
        {
            ["ladder"] = Ladder(ids.Length),
            ["rows"] = Ladder(ids.Length),
            ["icer"] = Ladder(ids.Length),
            ["with_cascades"] = Ladder(ids.Length),
        };
        if (input.TryGetProperty("single_models", out var single))
        {
            answer["single"] = Ladder(single.GetInt32());
        }

        return answer;
    }

    public static JsonArray Rungs(IEnumerable<LadderRung> ladder) =>
        [
            .. ladder.Select(rung => new JsonObject
            {
                ["id"] = rung.Id,
                ["cost"] = rung.Cost,
                ["effect"] = rung.Effect,
                ["status"] = rung.Status switch
                {
                    RungStatus.Frontier => "frontier",
                    RungStatus.Dominated => "dominated",
                    _ => "extended-dominated",
                },
                ["icer"] = GoldenJson.Node(rung.Icer),
                ["vs"] = rung.Against,
            }),
        ];

    private static JsonObject Acceptabilities(JsonElement input) =>
        AcceptabilityRows(Transpose(input.Rows("cost")), Transpose(input.Rows("effect")), input.Numbers("wtp"));

    public static JsonObject AcceptabilityRows(double[][] cost, double[][] effect, double[] prices) =>
        new()
        {
            ["rows"] = new JsonArray([
                .. Acceptability
                    .Curve(cost, effect, prices)
                    .Select(row => new JsonObject
                    {
                        ["wtp"] = row.WillingnessToPay,
                        ["p_best"] = GoldenJson.Node(row.PBest),
                        ["ceaf"] = row.Frontier,
                        ["best"] = row.Best,
                        ["evpi"] = row.Evpi,
                    }),
            ]),
        };

    private static JsonObject NormalDraws(JsonElement input)
    {
        (double mu, double sd) = (input.Number("mu"), input.Number("sd"));
        double[] z = Normals(input, input.GetProperty("name").GetString()!);
        double[] benefit = Array.ConvertAll(z, value => mu + (sd * value));
        return new JsonObject
        {
            ["evpi_closed"] = new NormalChoice(mu, sd).Evpi,
            ["evpi_mc_this_stream"] = OptionOdds.Of([new double[benefit.Length], benefit]).Evpi,
        };
    }

    private static JsonObject Regressions(JsonElement input)
    {
        string[] names =
        [
            .. input.EnumerateObject().Select(pair => pair.Name).Where(name => name.Length == 1 && name != "N"),
        ];
        var streams = names.ToDictionary(name => name, name => Normals(input, name));
        double[] linear = Evaluate(input.GetProperty("inb_linear").GetString()!, streams);
        double[] quadratic = Evaluate(input.GetProperty("inb_quadratic").GetString()!, streams);
        double Of(string name, double[] benefit) =>
            InformationValue.OfSignal(streams[name], [new double[benefit.Length], benefit]);
        double pair = InformationValue.OfGroup([streams["X"], streams["Y"]], [new double[linear.Length], linear]);
        return new JsonObject
        {
            ["evpi_linear"] = pair,
            ["evppi_X"] = Of("X", linear),
            ["evppi_Y"] = Of("Y", linear),
            ["evppi_W"] = Of("W", linear),
            ["evppi_X_quadratic"] = Of("X", quadratic),
            ["proto"] = new JsonObject
            {
                ["X"] = Of("X", linear),
                ["Y"] = Of("Y", linear),
                ["W"] = Of("W", linear),
                ["Xq"] = Of("X", quadratic),
                ["XY"] = pair,
            },
        };
    }

    private static JsonObject Studies(JsonElement input)
    {
        string formula = input.GetProperty("theta").GetString()!;
        string statistic = input.GetProperty("statistic").GetString()!;
        double noise = double.Parse(NoiseTerm().Match(statistic).Groups[1].Value, CultureInfo.InvariantCulture);
        string noiseName = NoiseTerm().Match(statistic).Groups[2].Value;
        string[] names =
        [
            .. Term().Matches(formula).Select(match => match.Groups[2].Value).Where(name => name.Length > 0),
        ];
        double[] theta = Evaluate(formula, names.Distinct().ToDictionary(name => name, name => Normals(input, name)));
        double[] w = Normals(input, noiseName);
        double[] proto = Array.ConvertAll(
            input.Numbers("n"),
            n =>
                InformationValue.OfSignal(
                    theta.Zip(w, (t, e) => t + (noise / Math.Sqrt(n) * e)).ToArray(),
                    [new double[theta.Length], theta]
                )
        );
        double[] coefficients = [.. Term().Matches(formula).Where(match => match.Length > 0).Select(Coefficient)];
        var closed = new NormalChoice(coefficients[0], coefficients[1]);
        return new JsonObject
        {
            ["closed"] = GoldenJson.Node(input.Numbers("n").Select(n => closed.Evsi(noise, n))),
            ["proto"] = GoldenJson.Node(proto),
        };
    }

    private static JsonObject Bootstrap(JsonElement input)
    {
        double[] x = input.Numbers("x");
        double[] draws = JointDraws.Draw(
            [new MetricRows(Rows(x), 2, totals => totals[0] / totals[1])],
            input.Integer("draws"),
            (ulong)input.Long("seed")
        )[0];
        double mean = x.Average();
        double sd = Moments.Of(draws).StandardDeviation!.Value;
        return new JsonObject
        {
            ["mean"] = mean,
            ["var"] = x.Sum(value => (value - mean) * (value - mean)) / (x.Length * (x.Length + 1.0)),
            ["proto_mean"] = CompensatedSum.Mean(draws),
            ["proto_var"] = sd * sd * (draws.Length - 1) / draws.Length,
        };

        static double[] Rows(double[] x) => [.. x.SelectMany(value => new[] { value, 1 })];
    }

    private static JsonObject Curve(JsonElement input)
    {
        double[] sizes = input.Numbers("n");
        var prior = input.TryGetProperty("prior", out var given) ? given : default;
        double Prior(string key, double otherwise) =>
            prior.ValueKind == JsonValueKind.Object && prior.TryGetProperty(key, out _) ? prior.Number(key) : otherwise;
        double[] grid = input.TryGetProperty("grid", out _) ? input.Numbers("grid") : [41, 41, 41];
        var curve = LearningCurve.Posterior(
            new LearningCurveSpec([.. sizes], [.. input.Numbers("correct")], [.. input.Numbers("total")], sizes[^1]),
            input.TryGetProperty("tau", out _) ? input.Number("tau") : 0.01,
            Prior("b_median", 0.3),
            Prior("b_sigma", 0.5),
            ((int)grid[0], (int)grid[1], (int)grid[2])
        );
        var predict = new JsonObject();
        foreach (double ratio in new[] { 1.0, 4, 16 })
        {
            var error = curve.ErrorAt(sizes[^1] * ratio);
            predict[(sizes[^1] * ratio).ToString(CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["mean"] = error.Mean,
                ["sd"] = error.Sd,
                ["p5"] = error.Quantile(0.05),
                ["p50"] = error.Quantile(0.5),
                ["p95"] = error.Quantile(0.95),
            };
        }

        var required = new JsonObject();
        foreach (double probability in new[] { 0.25, 0.5, 0.75 })
        {
            string key = probability.ToString(CultureInfo.InvariantCulture);
            required[key] = GoldenJson.Node(curve.RequiredSize(input.Number("target_err"), probability));
        }

        return new JsonObject { ["predict"] = predict, ["required_n"] = required };
    }

    private static JsonObject Cascade(JsonElement input)
    {
        double[] confidence = input.Numbers("conf");
        (double[] small, double[] big) = (input.Numbers("small_correct"), input.Numbers("big_correct"));
        (double costSmall, double costBig) = (input.Number("cost_small"), input.Number("cost_big"));
        var curve = CascadeCurve.Of(confidence, small, big, costSmall, costBig);
        var answer = new JsonObject
        {
            ["k"] = GoldenJson.Node(curve.Points.Select(point => (double)point.Accepted)),
            ["quality"] = GoldenJson.Node(curve.Points.Select(point => point.Quality)),
            ["cost_cascade"] = GoldenJson.Node(curve.Points.Select(point => point.CascadeCost)),
            ["cost_router"] = GoldenJson.Node(curve.Points.Select(point => point.RouterCost)),
            ["apgr"] = GoldenJson.Node(curve.Apgr),
            ["cpt50"] = GoldenJson.Node(curve.CallsFor(0.5)),
            ["cpt80"] = GoldenJson.Node(curve.CallsFor(0.8)),
        };
        if (input.TryGetProperty("folds", out _))
        {
            var fit = CascadeCrossFit.Of(
                confidence,
                small,
                big,
                costSmall,
                costBig,
                input.Number("value_per_correct"),
                Array.ConvertAll(input.Numbers("folds"), fold => (int)fold)
            );
            answer["crossfit"] = new JsonObject
            {
                ["nb"] = fit.NetBenefit,
                ["se"] = GoldenJson.Node(fit.StandardError),
                ["thresholds"] = GoldenJson.Node(fit.Thresholds),
                ["insample_nb"] = fit.InSample,
                ["optimism"] = fit.Optimism,
            };
        }

        return answer;
    }

    private static double[][] Transpose(double[][] rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(column => Array.ConvertAll(rows, row => row[column]))];

    private static double[] Normals(JsonElement input, string name)
    {
        var stream = new RandomCounter((ulong)input.Long("seed"), name);
        return [.. Enumerable.Range(0, input.Integer("N")).Select(i => UnitNormal.Quantile(stream[i]))];
    }

    /// <summary>A sum of terms such as 2X, X^2 or -1.5.</summary>
    private static double[] Evaluate(string formula, Dictionary<string, double[]> streams)
    {
        double[] result = new double[streams.Values.First().Length];
        foreach (var term in Term().Matches(formula).Where(match => match.Length > 0))
        {
            string name = term.Groups[2].Value;
            int power = term.Groups[3].Length > 0 ? 2 : 1;
            for (int i = 0; i < result.Length; i++)
            {
                result[i] += Coefficient(term) * (name.Length == 0 ? 1 : Math.Pow(streams[name][i], power));
            }
        }

        return result;
    }

    private static double Coefficient(Match term) =>
        term.Groups[1].Value switch
        {
            "" or "+" => 1,
            "-" => -1,
            var text => double.Parse(text, CultureInfo.InvariantCulture),
        };

    [GeneratedRegex(@"([+-]?[0-9.]*)([A-Z])?(\^2)?")]
    private static partial Regex Term();

    [GeneratedRegex(@"([0-9.]+)/sqrt\(n\)\*([A-Z])")]
    private static partial Regex NoiseTerm();
}
