using System.Text;
using EvalHarness.Datasets;
using EvalHarness.Datasets.Published;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets.Published;

/// <summary>Financial PhraseBank, FiQA and Headlines, in files of their shape with sentences of our own.</summary>
public sealed class SentimentSetsTests
{
    private DataFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new DataFolder();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase("Sentences_50Agree.txt", "50")]
    [TestCase("Sentences_AllAgree.txt", "100")]
    [TestCase("mine.txt", "")]
    public async Task A_phrase_ends_at_its_last_sign_and_the_agreement_stands_in_the_name(string name, string agreement)
    {
        byte[] text = Encoding.Latin1.GetBytes("Ask ir@kemi.example : sales rose@positive\r\nTyö jatkuu .@neutral\r\n");
        var rows = await PhrasesAsync(folder.Write(name, text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                rows.Select(row => (row.Fields["text"], row.Fields["label"], row.Fields["agreement"])),
                Is.EqualTo(
                    new[]
                    {
                        ("Ask ir@kemi.example : sales rose", "positive", agreement),
                        ("Työ jatkuu .", "neutral", agreement),
                    }
                )
            );
            Assert.That(rows.Select(row => row.At.Line), Is.EqualTo([1, 2]));
        }
    }

    [Test]
    public async Task A_copy_of_the_phrases_in_utf_8_is_read_as_that()
    {
        string file = folder.Write("Sentences_75Agree.txt", "Työ jatkuu .@neutral\n");
        Assert.That((await PhrasesAsync(file))[0].Fields["text"], Is.EqualTo("Työ jatkuu ."));
    }

    [TestCase("fine@positive\r\nno sign\r\n", "x.txt:2: found a line without '@'")]
    [TestCase("fine@positve\r\n", "x.txt:1:5: found another label")]
    [TestCase("@positive\r\n", "x.txt:1:1: found a label without a sentence")]
    public async Task A_broken_phrase_is_named(string text, string fault) =>
        Assert.That(
            await DataFolder.FaultAsync(() => PhrasesAsync(folder.Write("x.txt", text))),
            Is.EqualTo(fault + "; expected a sentence, '@' and positive, neutral or negative")
        );

    [TestCase("-0.1", "neutral")]
    [TestCase("-0.101", "negative")]
    [TestCase("0.0999", "neutral")]
    [TestCase("0.1", "positive")]
    public async Task A_score_of_fiqa_becomes_the_label_that_papers_give_it(string score, string label)
    {
        string text = $$"""
            {
              "7": {
                "sentence": "Orders rose",
                "info": [{"snippets": ["rose"], "target": "Kemi", "sentiment_score": {{score}}, "aspects": ["Sales"]}]
              }
            }
            """;
        var rows = await folder.RowsAsync("x.json", text, new FiqaDatasetReader());
        Assert.That((rows[0].Fields["id"], rows[0].Fields["label"]), Is.EqualTo(("7", label)));
    }

    [Test]
    public async Task The_challenge_wrote_lists_and_scores_of_fiqa_as_texts()
    {
        string text = """
            {
              "1": {
                "sentence": "Kemi up, Tornio down",
                "info": [
                  {"snippets": "['Kemi up', \"it's\"]", "target": "Kemi", "sentiment_score": "0.5", "aspects": "['Stock/Price]"},
                  {"snippets": "[]", "target": "Tornio", "sentiment_score": "-0.25", "aspects": "[]"}
                ]
              }
            }
            """;
        var rows = await folder.RowsAsync("x.json", text, new FiqaDatasetReader());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => row.Fields["id"]), Is.EqualTo(["1", "1-2"]));
            Assert.That(rows.Select(row => row.Fields["sentence"]), Is.EqualTo(["1", "1"]));
            Assert.That(rows[0].Fields["snippets"], Is.EqualTo("""["Kemi up","it's"]"""));
            Assert.That(rows[0].Fields["aspects"], Is.EqualTo("""["Stock/Price"]"""));
            Assert.That(rows[1].Fields["label"], Is.EqualTo("negative"));
        }
    }

    [Test]
    public async Task A_target_of_fiqa_may_be_a_record_of_its_own()
    {
        var rows = await folder.RowsAsync(
            "x.jsonl",
            """{"_id":"9","sentence":"Orders rose","target":"Kemi","score":0.3,"aspects":["Sales"]}""",
            new FiqaDatasetReader(High: 0.5)
        );
        Assert.That((rows[0].Fields["id"], rows[0].Fields["label"]), Is.EqualTo(("9", "neutral")));
    }

    [TestCase("\"much\"", "x.json:2: 'sentiment_score' of this record is another kind of value; expected a number")]
    [TestCase(
        "3",
        "x.json:2: 'sentiment_score' of this record is another kind of value; expected a number from -1 to 1"
    )]
    public async Task A_score_of_fiqa_that_is_none_is_named(string score, string fault)
    {
        string text = $$"""
            {
              "7": {"sentence": "Orders rose", "info": [{"target": "Kemi", "sentiment_score": {{score}}}]}
            }
            """;
        Assert.That(
            await DataFolder.FaultAsync(() => folder.RowsAsync("x.json", text, new FiqaDatasetReader())),
            Is.EqualTo(fault)
        );
    }

    private const string Gold =
        "Dates,URL,News,PriceOrNot,DirectionUp,DirectionConstant,DirectionDown,PastPrice,FuturePrice,PastNews,FutureNews,AssetComparision\n";

    [Test]
    public async Task A_headline_has_a_row_for_each_of_its_nine_tags()
    {
        var rows = await folder.RowsAsync(
            "x.csv",
            Gold + "0200-03-10,http://a.example,\"gold up, again\",1,1,0,0,1,0,0,0,0\n",
            new GoldHeadlinesDatasetReader()
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows, Has.Count.EqualTo(9));
            Assert.That(rows.Count(row => row.Fields["label"] == "Yes"), Is.EqualTo(3));
            Assert.That(rows[1].Fields["id"], Is.EqualTo("1-DirectionUp"));
            Assert.That(rows[1].Fields["headline"], Is.EqualTo("1"));
            Assert.That(rows[1].Fields["question"], Is.EqualTo("Does the news headline talk about price going up?"));
        }
    }

    [Test]
    public async Task A_headline_may_be_one_row_with_a_column_a_tag()
    {
        var rows = await folder.RowsAsync(
            "x.csv",
            Gold + "2016-01-28,u,gold down,1,0,0,1,1,0,0,0,0\n",
            new GoldHeadlinesDatasetReader(Wide: true)
        );
        Assert.That(
            (rows.Count, rows[0].Fields["DirectionDown"], rows[0].Fields["FutureNews"]),
            Is.EqualTo((1, "Yes", "No"))
        );
    }

    [Test]
    public async Task A_tag_that_is_neither_0_nor_1_is_named() =>
        Assert.That(
            await DataFolder.FaultAsync(() =>
                folder.RowsAsync("x.csv", Gold + "d,u,gold,1,0,0,2,1,0,0,0,0\n", new GoldHeadlinesDatasetReader())
            ),
            Is.EqualTo("x.csv:2: 'DirectionDown' of this record is another kind of value; expected 0 or 1")
        );

    private static async Task<List<Row>> PhrasesAsync(string file) =>
        await DatasetLoader.ReadRowsAsync(file, new FinancialPhraseBankDatasetReader()).ToListAsync();
}
