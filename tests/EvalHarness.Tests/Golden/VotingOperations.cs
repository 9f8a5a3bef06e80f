using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Agreement;

namespace EvalHarness.Tests.Golden;

/// <summary>Topic 20: pass@k and votes over repeated answers.</summary>
internal static class VotingOperations
{
    [GoldenOperation("pass_at_k")]
    public static JsonNode? Pass(JsonElement input)
    {
        int attempts = input.Integer("n_samples");
        int[] correct = [.. input.Numbers("n_correct").Select(c => (int)c)];
        var result = new JsonObject();
        foreach (double k in input.Numbers("ks"))
        {
            result[$"pass@{k}"] = Node(correct.Select(c => PassAtK.Any(attempts, c, (int)k)));
            result[$"pass^{k}"] = Node(correct.Select(c => PassAtK.All(attempts, c, (int)k)));
        }
        return result;

        static JsonObject Node(IEnumerable<double> values) =>
            new() { ["per_problem"] = GoldenJson.Node(values), ["mean"] = values.Any() ? values.Average() : null };
    }

    [GoldenOperation("majority_vote")]
    public static JsonNode? Majority(JsonElement input)
    {
        var ballot = Ballot.Of(input.Labels("answers"), null);
        int[] winners = Voting.Winners(ballot.Votes);
        string gold = Gold(input);
        if (winners.Length == 0)
        {
            return null;
        }
        string[] tied = [.. winners.Select(i => ballot.Answers[i])];
        return new JsonObject
        {
            ["winner_first_seen"] = tied[0],
            ["tied"] = new JsonArray([.. tied.Select(answer => JsonValue.Create(answer))]),
            ["votes"] = ballot.Votes[winners[0]],
            ["agreement"] = ballot.Votes[winners[0]] / ballot.Votes.Sum(),
            ["correct_first_seen"] = tied[0] == gold,
            ["correct_fractional"] = tied.Contains(gold) ? 1.0 / tied.Length : 0,
        };
    }

    [GoldenOperation("weighted_majority_vote")]
    public static JsonNode? WeightedMajority(JsonElement input)
    {
        var ballot = Ballot.Of(input.Labels("answers"), input.Numbers("weights"));
        int[] winners = Voting.Winners(ballot.Votes);
        if (winners.Length == 0)
        {
            return null;
        }
        double total = ballot.Votes.Sum();
        return new JsonObject
        {
            ["winner"] = ballot.Answers[winners[0]],
            ["weight_share"] = total > 0 ? ballot.Votes[winners[0]] / total : null,
            ["correct"] = ballot.Answers[winners[0]] == Gold(input),
        };
    }

    [GoldenOperation("maj_at_k_exact")]
    public static JsonNode? MajorityAtK(JsonElement input)
    {
        var ballot = Ballot.Of(input.Labels("answers"), null);
        string gold = Gold(input);
        int right = (int)ballot.Votes.Where((_, i) => ballot.Answers[i] == gold).Sum();
        int[] others = [.. ballot.Votes.Where((_, i) => ballot.Answers[i] != gold).Select(votes => (int)votes)];
        return new JsonObject(
            input
                .Numbers("ks")
                .Select(k => KeyValuePair.Create($"maj@{k}", (JsonNode?)Voting.MajorityAtK(right, others, (int)k)))
        );
    }

    private static string Gold(JsonElement input) => input.GetProperty("gold").ToString();

    private sealed record Ballot(List<string> Answers, double[] Votes)
    {
        public static Ballot Of(string[] answers, double[]? weights)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(weights?.Length ?? answers.Length, answers.Length);
            List<string> distinct = [.. answers.Distinct()];
            double[] votes = new double[distinct.Count];
            for (int i = 0; i < answers.Length; i++)
            {
                votes[distinct.IndexOf(answers[i])] += weights?[i] ?? 1;
            }
            return new Ballot(distinct, votes);
        }
    }
}
