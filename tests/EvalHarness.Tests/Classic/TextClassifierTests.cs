using System.Collections.Immutable;
using EvalHarness.Classic;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Training;
using EvalHarness.Tests.Models;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Classic;

[Parallelizable(ParallelScope.All)]
public sealed class TextClassifierTests
{
    private static readonly ImmutableDictionary<string, string> TrainRows = Where("train");

    [Test]
    public async Task It_labels_unseen_headlines_as_well_as_classic_machine_learning_can()
    {
        using var client = await ConnectAsync(ModelSetup.NewFolder());
        var (right, all) = (0, 0);
        await foreach (var row in HeadlineRows.ReadAsync(HeadlineRows.FilePath, Where("test"), CancellationToken.None))
        {
            var answer = await AskAsync(client, row["text"]);
            right += answer.Text == row["label"] ? 1 : 0;
            all++;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all, Is.EqualTo(420));
            Assert.That(right / (double)all, Is.InRange(0.60, 0.70));
        }
    }

    [Test]
    public async Task Training_twice_gives_the_same_bits()
    {
        double[] first = await ProbabilitiesAsync(ModelSetup.NewFolder());
        double[] second = await ProbabilitiesAsync(ModelSetup.NewFolder());

        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public async Task A_cached_classifier_answers_as_the_trained_one_and_a_broken_cache_is_trained_anew()
    {
        string folder = ModelSetup.NewFolder();
        double[] trained = await ProbabilitiesAsync(folder);
        double[] cached = await ProbabilitiesAsync(folder);
        string file = Directory.GetFiles(folder).Single();
        await File.WriteAllTextAsync(file, "broken");
        double[] again = await ProbabilitiesAsync(folder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cached, Is.EqualTo(trained));
            Assert.That(again, Is.EqualTo(trained));
            Assert.That(new FileInfo(file).Length, Is.GreaterThan(1000));
        }
    }

    [Test]
    public async Task Many_threads_get_the_answers_that_one_gets()
    {
        using var client = await ConnectAsync(ModelSetup.NewFolder());
        string[] texts = Enumerable
            .Range(0, 200)
            .Select(i => $"Profit {(i % 2 == 0 ? "falls" : "rises")} by {i} percent")
            .ToArray();
        var alone = new List<string>();
        foreach (string? text in texts)
        {
            alone.Add(await SayAsync(text));
        }

        string[] together = new string[texts.Length];
        Parallel.For(0, texts.Length, i => together[i] = SayAsync(texts[i]).GetAwaiter().GetResult());

        Assert.That(together, Is.EqualTo(alone));

        async Task<string> SayAsync(string text) =>
            string.Join(' ', (await AskAsync(client, text)).FindDetails()!.Probabilities);
    }

    [Test]
    public async Task Probabilities_belong_to_the_labels_and_the_largest_is_the_answer()
    {
        using var client = await ConnectAsync(ModelSetup.NewFolder());

        var answer = await AskAsync(client, "Profit warning sends shares tumbling");

        var probabilities = answer.FindDetails()!.Probabilities;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(probabilities.Keys, Is.EqualTo(["negative", "neutral", "positive"]));
            Assert.That(probabilities.Values.Sum(), Is.EqualTo(1).Within(1e-5));
            Assert.That(probabilities.MaxBy(one => one.Value).Key, Is.EqualTo(answer.Text));
        }
    }

    [Test]
    public async Task Fingerprint_follows_rows_and_settings()
    {
        var context = Context(ModelSetup.NewFolder());
        string same = await Classifier(0.1).FingerprintAsync(context, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Classifier(0.1).FingerprintAsync(context, CancellationToken.None), Is.EqualTo(same));
            Assert.That(await Classifier(1).FingerprintAsync(context, CancellationToken.None), Is.Not.EqualTo(same));
            Assert.That(
                await Classifier(0.1, Where("test")).FingerprintAsync(context, CancellationToken.None),
                Is.Not.EqualTo(same)
            );
        }
    }

    [Test]
    public void Rows_without_input_are_refused() =>
        Assert.That(
            () => new TextClassifier(new TrainingRows(new FilePath("x.csv", "x.csv"), "label")),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("Train")
        );

    [TestCase(
        "lable",
        "the column 'lable' to train model 'candidate' on, which headlines.csv lacks; expected id, split, company, sector, text, label, difficulty, phenomenon, ambiguous; did you mean 'label'?"
    )]
    public void A_missing_column_is_a_fault(string label, string expected) =>
        Assert.That(
            async () =>
                await new TextClassifier(Rows(label, TrainRows)).ConnectAsync(
                    Context(ModelSetup.NewFolder()),
                    CancellationToken.None
                ),
            Throws.TypeOf<DocumentException>().With.Message.EqualTo("suite.yaml:3:5: " + expected)
        );

    private static async Task<double[]> ProbabilitiesAsync(string folder)
    {
        using var client = await ConnectAsync(folder);
        var all = new List<double>();
        await foreach (var row in HeadlineRows.ReadAsync(HeadlineRows.FilePath, Where("test"), CancellationToken.None))
        {
            all.AddRange((await AskAsync(client, row["text"])).FindDetails()!.Probabilities.Values);
        }

        return [.. all];
    }

    private static Task<ChatResponse> AskAsync(IChatClient client, string text) =>
        client.AskAsync(ModelSetup.Request(text: text));

    private static ValueTask<IChatClient> ConnectAsync(string folder) =>
        Classifier(0.1).ConnectAsync(Context(folder), CancellationToken.None);

    private static TextClassifier Classifier(double l2, ImmutableDictionary<string, string>? where = null) =>
        new(Rows("label", where ?? TrainRows), l2);

    private static TrainingRows Rows(string label, ImmutableDictionary<string, string> where) =>
        new(new FilePath(HeadlineRows.FilePath, "headlines.csv"), label, ["text"], where);

    private static ModelContext Context(string folder) =>
        ModelSetup.Context(folder) with
        {
            ReadRows = HeadlineRows.ReadAsync,
        };

    private static ImmutableDictionary<string, string> Where(string split) =>
        ImmutableDictionary<string, string>.Empty.Add("split", split);
}
