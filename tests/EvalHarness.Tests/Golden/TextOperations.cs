using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Tests.Golden;

/// <summary>Topic 12: text metrics.</summary>
internal static class TextOperations
{
    private static readonly (string Name, BleuSmoothing Smoothing)[] Smoothings =
    [
        ("exp", BleuSmoothing.Exp),
        ("floor0.1", BleuSmoothing.Floor),
        ("add-k1", BleuSmoothing.AddK),
        ("none", BleuSmoothing.None),
    ];

    private static readonly (string Name, ChrFScore Score)[] ChrFs =
    [
        ("chrf", new ChrFScore()),
        ("chrf++", new ChrFScore(WordOrder: 2)),
        ("chrf_lowercase", new ChrFScore(Lowercase: true)),
        ("chrf_whitespace", new ChrFScore(Whitespace: true)),
        ("chrf_eps_smoothing", new ChrFScore(EpsilonSmoothing: true)),
        ("chrf_beta3", new ChrFScore(Beta: 3)),
        ("chrf_order3", new ChrFScore(CharacterOrder: 3)),
    ];

    private static readonly (string Name, TerScore Score)[] Ters =
    [
        ("ter", new TerScore()),
        ("ter_normalized", new TerScore(Normalized: true)),
        ("ter_no_punct", new TerScore(NoPunctuation: true)),
        ("ter_case_sensitive", new TerScore(CaseSensitive: true)),
    ];

    private delegate void Observer(string hypothesis, string[] references, Span<double> statistics);

    [GoldenOperation("bleu_sentence")]
    public static JsonNode? BleuSentence(JsonElement input)
    {
        string[] hypotheses = [input.Text("hypothesis")];
        string[][] references = [input.Labels("references")];
        var result = new JsonObject();
        foreach ((string name, var smoothing) in Smoothings)
        {
            result[$"{name}_effective"] = Bleu(input, smoothing, true, hypotheses, references)["score"]!.DeepClone();
            result[$"{name}_full"] = Bleu(input, smoothing, false, hypotheses, references)["score"]!.DeepClone();
        }
        result["detail_exp_effective"] = Bleu(input, BleuSmoothing.Exp, true, hypotheses, references);
        return result;
    }

    [GoldenOperation("bleu_corpus")]
    public static JsonNode? BleuCorpus(JsonElement input)
    {
        string[] hypotheses = input.Labels("hypotheses");
        string[][] references = Transposed(input);
        var result = new JsonObject();
        foreach ((string name, var smoothing) in Smoothings)
        {
            result[name] = Bleu(input, smoothing, false, hypotheses, references)["score"]!.DeepClone();
        }
        result["detail_exp"] = Bleu(input, BleuSmoothing.Exp, false, hypotheses, references);
        return result;
    }

    [GoldenOperation("chrf_ter_sentence")]
    public static JsonNode? ChrFAndTerSentence(JsonElement input) =>
        ChrFAndTer([input.Text("hypothesis")], [input.Labels("references")]);

    [GoldenOperation("chrf_ter_corpus")]
    public static JsonNode? ChrFAndTerCorpus(JsonElement input) =>
        ChrFAndTer(input.Labels("hypotheses"), Transposed(input));

    [GoldenOperation("rouge")]
    public static JsonNode? Rouge(JsonElement input)
    {
        string target = input.Text("target");
        string prediction = input.Text("prediction");
        var result = new JsonObject();
        foreach (bool stem in (bool[])[false, true])
        {
            foreach ((string name, var score) in Rouges(target, prediction, stem))
            {
                result[stem ? $"{name}_stem" : name] = Node(score);
            }
        }
        return result;
    }

    [GoldenOperation("rouge_multi_reference_max_f")]
    public static JsonNode? RougeOfBestTarget(JsonElement input)
    {
        string prediction = input.Text("prediction");
        var best = input
            .Labels("targets")
            .SelectMany(target => Rouges(target, prediction, stem: false))
            .GroupBy(pair => pair.Name, pair => pair.Score);
        return new JsonObject(
            best.Select(group => KeyValuePair.Create(group.Key, (JsonNode?)Node(group.MaxBy(score => score.F))))
        );
    }

    [GoldenOperation("gleu_sentence")]
    public static JsonNode? GleuSentence(JsonElement input) =>
        Gleu([input.Text("hypothesis")], [input.Labels("references")]);

    [GoldenOperation("gleu_corpus")]
    public static JsonNode? GleuCorpus(JsonElement input) => Gleu(input.Labels("hypotheses"), Transposed(input));

    [GoldenOperation("meteor")]
    public static JsonNode? Meteor(JsonElement input)
    {
        double score = new MeteorScore().Value(input.Text("hypothesis"), input.Labels("references"));
        return new JsonObject { ["meteor_exact_stem"] = score };
    }

    [GoldenOperation("porter_stem_nltk")]
    public static JsonNode? Stem(JsonElement input) =>
        new JsonObject
        {
            ["stems"] = new JsonArray([
                .. input.Labels("words").Select(word => JsonValue.Create(PorterStemmer.Stem(word))),
            ]),
        };

    [GoldenOperation("string_distance")]
    public static JsonNode? StringDistance(JsonElement input)
    {
        string a = input.Text("a");
        string b = input.Text("b");
        var characters = EditDistances.Characters(a, b);
        var words = EditDistances.WholeWords(a, b);
        return new JsonObject
        {
            ["levenshtein"] = EditDistances.Levenshtein(a, b),
            ["normalized_similarity"] = EditDistances.Similarity(a, b),
            ["damerau_osa"] = EditDistances.OptimalStringAlignment(a, b),
            ["jaro"] = EditDistances.Jaro(a, b),
            ["jaro_winkler"] = EditDistances.JaroWinkler(a, b),
            ["cer"] = characters.Length > 0 ? (double)characters.Edits / characters.Length : null,
            ["wer"] = words.Length > 0 ? (double)words.Edits / words.Length : null,
        };
    }

    [GoldenOperation("squad")]
    public static JsonNode? Squad(JsonElement input)
    {
        string prediction = input.Text("prediction");
        string[] golds = input.Labels("golds");
        return new JsonObject
        {
            ["em"] = SquadAnswers.ExactMatch(prediction, golds) ? 1 : 0,
            ["f1"] = SquadAnswers.F1(prediction, golds),
            ["normalized_prediction"] = SquadAnswers.Normalize(prediction),
        };
    }

    private static string Text(this JsonElement input, string key) => input.GetProperty(key).GetString()!;

    private static JsonObject Bleu(
        JsonElement input,
        BleuSmoothing smoothing,
        bool effective,
        string[] hypotheses,
        string[][] references
    )
    {
        var bleu = new BleuScore(
            input.Text("tokenize") == "13a"
                ? BleuTokenization.V13a
                : Enum.Parse<BleuTokenization>(input.Text("tokenize"), ignoreCase: true),
            input.GetProperty("lowercase").GetBoolean(),
            smoothing,
            EffectiveOrder: effective
        );
        double[] totals = Sum(bleu.Width, hypotheses, references, bleu.Observe);
        var result = bleu.Result(totals);
        return new JsonObject
        {
            ["score"] = result.Value,
            ["precisions"] = GoldenJson.Node(result.Precisions),
            ["bp"] = result.BrevityPenalty,
            ["sys_len"] = totals[0],
            ["ref_len"] = totals[1],
            ["counts"] = GoldenJson.Node(totals[2..(2 + bleu.Order)]),
            ["totals"] = GoldenJson.Node(totals[(2 + bleu.Order)..]),
        };
    }

    private static JsonObject ChrFAndTer(string[] hypotheses, string[][] references)
    {
        var result = new JsonObject();
        foreach ((string name, var score) in ChrFs)
        {
            result[name] = score.Value(Sum(score.Width, hypotheses, references, score.Observe));
        }
        foreach ((string name, var score) in Ters)
        {
            result[name] = TerScore.Value(Sum(TerScore.Width, hypotheses, references, score.Observe));
        }
        return result;
    }

    private static JsonObject Gleu(string[] hypotheses, string[][] references) =>
        new() { ["gleu"] = GleuScore.Value(Sum(GleuScore.Width, hypotheses, references, GleuScore.Observe)) };

    private static (string Name, RougeScore Score)[] Rouges(string target, string prediction, bool stem) =>
        [
            ("rouge1", RougeScores.NGram(target, prediction, 1, stem)),
            ("rouge2", RougeScores.NGram(target, prediction, 2, stem)),
            ("rougeL", RougeScores.LongestSubsequence(target, prediction, stem)),
            ("rougeLsum", RougeScores.Summary(target, prediction, stem)),
        ];

    private static JsonObject Node(RougeScore score) =>
        new()
        {
            ["precision"] = score.Precision,
            ["recall"] = score.Recall,
            ["fmeasure"] = score.F,
        };

    private static double[] Sum(int width, string[] hypotheses, string[][] references, Observer observe)
    {
        double[] totals = new double[width];
        double[] statistics = new double[width];
        for (int i = 0; i < hypotheses.Length; i++)
        {
            observe(hypotheses[i], references[i], statistics);
            for (int k = 0; k < width; k++)
            {
                totals[k] += statistics[k];
            }
        }
        return totals;
    }

    // Streams hold one reference a hypothesis; a hypothesis has one a stream, but where that is null.
    private static string[][] Transposed(JsonElement input)
    {
        JsonElement[] streams = input.TryGetProperty("reference_streams", out var given)
            ? [.. given.EnumerateArray()]
            : [input.GetProperty("references")];
        int items = input.GetProperty("hypotheses").GetArrayLength();
        if (streams.Length > 0 && streams[0][0].ValueKind == JsonValueKind.Array)
        {
            return [.. streams[0].EnumerateArray().Select(Strings)];
        }
        foreach (var stream in streams)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(stream.GetArrayLength(), items);
        }
        return
        [
            .. Enumerable
                .Range(0, items)
                .Select(i => streams.Select(stream => stream[i].GetString()).OfType<string>().ToArray()),
        ];
    }

    private static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
}
