using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Rankings;

namespace EvalHarness.Tests.Golden;

/// <summary>Topic 14: Bradley-Terry and Elo.</summary>
internal static class RankingOperations
{
    private const int Resamples = 2000;

    [GoldenOperation("bradley_terry")]
    public static JsonNode? Fit(JsonElement input)
    {
        var games = Games.Read(input);
        if (BradleyTerry.Fit(games.Wins(), games.Models.Length) is not { } fit)
        {
            return new JsonObject { ["mle_exists"] = false };
        }
        int n = games.Models.Length;
        return new JsonObject
        {
            ["mle_exists"] = true,
            ["log_strength_sum_zero"] = GoldenJson.Node(fit.Strengths),
            ["elo_scale_mean_1500"] = GoldenJson.Node(fit.EloScale()),
            ["win_prob_row_beats_col"] = new JsonArray([
                .. Enumerable
                    .Range(0, n)
                    .Select(i => GoldenJson.Node(Enumerable.Range(0, n).Select(j => fit.WinProbability(i, j)))),
            ]),
            ["log_likelihood"] = fit.LogLikelihood,
            ["se_vs_first_model"] = GoldenJson.Node(fit.StandardErrors),
            ["rank_best_first"] = new JsonArray([.. fit.BestFirst().Select(i => JsonValue.Create(games.Models[i]))]),
        };
    }

    [GoldenOperation("bradley_terry_bootstrap")]
    public static JsonNode? Bootstrap(JsonElement input)
    {
        var games = Games.Read(input);
        var bootstrap = BradleyTerryBootstrap.Draw(
            games.First,
            games.Second,
            games.Result,
            games.Models.Length,
            Resamples,
            seed: 20240601,
            input.Number("confidence")
        );
        return new JsonObject
        {
            ["elo_scale_ci"] = new JsonArray([.. bootstrap.Intervals.Select(ci => GoldenJson.Node([ci.Low, ci.High]))]),
            ["elo_scale_se"] = GoldenJson.Node(bootstrap.StandardErrors),
        };
    }

    [GoldenOperation("elo")]
    public static JsonNode? Rate(JsonElement input)
    {
        var games = Games.Read(input);
        var elo = new Elo(input.Number("k"), input.Number("initial"), input.Number("base"), input.Number("scale"));
        double[] ratings = elo.Rate(games.First, games.Second, games.Result, games.Models.Length);
        return new JsonObject
        {
            ["rating"] = new JsonObject(
                games.Models.Zip(ratings, (model, rating) => KeyValuePair.Create(model, (JsonNode?)rating))
            ),
            ["sum"] = ratings.Sum(),
        };
    }

    private sealed record Games(string[] Models, int[] First, int[] Second, double[] Result)
    {
        public static Games Read(JsonElement input)
        {
            string[] models = input.Labels("models");
            JsonElement[] rows = [.. input.GetProperty("comparisons").EnumerateArray()];
            return new Games(
                models,
                [.. rows.Select(row => Index(models, row[0]))],
                [.. rows.Select(row => Index(models, row[1]))],
                [.. rows.Select(row => Score(row[2].GetString()))]
            );
        }

        public double[] Wins() => PairedGames.Wins(First, Second, Result, Models.Length);

        private static int Index(string[] models, JsonElement name)
        {
            int index = Array.IndexOf(models, name.GetString());
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            return index;
        }

        private static double Score(string? winner) =>
            winner switch
            {
                "a" => 1,
                "b" => 0,
                "tie" => 0.5,
                _ => throw new ArgumentException($"winner must be a, b or tie, was {winner}"),
            };
    }
}
