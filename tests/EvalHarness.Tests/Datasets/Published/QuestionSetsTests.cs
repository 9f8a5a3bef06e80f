using EvalHarness.Datasets.Published;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets.Published;

/// <summary>SQuAD, PubMedQA and multiple choice, in files of their shape with questions of our own.</summary>
public sealed class QuestionSetsTests
{
    private DataFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new DataFolder();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase(
        "x.json",
        """{"version":"v2.0","data":[{"title":"Pumps","paragraphs":[{"context":"Orders rose.","qas":[{"id":"1","question":"What?","answers":[{"text":"Orders","answer_start":0},{"text":"Orders","answer_start":0},{"text":"Orders rose","answer_start":0}],"is_impossible":false},{"id":"2","question":"Who?","answers":[],"plausible_answers":[{"text":"Orders","answer_start":0}],"is_impossible":true}]}]}]}"""
    )]
    [TestCase(
        "x.jsonl",
        """
            {"id":"1","title":"Pumps","context":"Orders rose.","question":"What?","answers":{"text":["Orders","Orders rose"],"answer_start":[0,0]}}
            {"id":"2","title":"Pumps","context":"Orders rose.","question":"Who?","answers":{"text":[],"answer_start":[]}}
            """
    )]
    [TestCase(
        "x.json",
        """[{"id":"1","title":"Pumps","context":"Orders rose.","question":"What?","answers":{"text":["Orders","Orders rose"],"answer_start":[0,0]}},{"id":"2","title":"Pumps","context":"Orders rose.","question":"Who?","answers":{"text":[],"answer_start":[]}}]"""
    )]
    public async Task Squad_is_read_in_the_shape_of_its_authors_and_in_that_of_hubs(string name, string text)
    {
        var rows = await folder.RowsAsync(name, text, new SquadDatasetReader());
        Assert.That(
            rows.Select(row => string.Join(" / ", row.Fields.Values)),
            Is.EqualTo([
                """1 / Pumps / Orders rose. / What? / Orders / ["Orders","Orders rose"] / false""",
                "2 / Pumps / Orders rose. / Who? /  / [] / true",
            ])
        );
    }

    [Test]
    public async Task A_question_of_squad_without_answers_is_named()
    {
        string text = """
            {"data":[
              {"title":"Pumps","paragraphs":[{"context":"Orders rose.","qas":[{"id":"1","question":"What?"}]}]}
            ]}
            """;
        Assert.That(
            await DataFolder.FaultAsync(() => folder.RowsAsync("x.json", text, new SquadDatasetReader())),
            Is.EqualTo("x.json:2: this record has no 'answers'; expected a list, or lists by name")
        );
    }

    private const string Papers = """
        {
          "21": {"QUESTION": "Does it work?", "CONTEXTS": ["Aim.", "Result."], "LABELS": ["AIM", "RESULTS"], "YEAR": "2011", "final_decision": "yes", "LONG_ANSWER": "It does."},
          "22": {"QUESTION": "Is it safe?", "CONTEXTS": ["Aim."], "final_decision": "maybe", "LONG_ANSWER": "Perhaps."}
        }
        """;

    [Test]
    public async Task A_question_of_pubmedqa_has_its_abstract_and_both_answers()
    {
        var rows = await folder.RowsAsync("x.json", Papers, new PubMedQaDatasetReader());
        Assert.That(
            rows.Select(row => string.Join(" / ", row.Fields.Values)),
            Is.EqualTo([
                "21 / Does it work? / Aim.\nResult. / yes / It does. / 2011",
                "22 / Is it safe? / Aim. / maybe / Perhaps. / ",
            ])
        );
    }

    [Test]
    public async Task Only_the_ids_of_another_file_count_where_it_is_named()
    {
        string only = folder.Write("test_ground_truth.json", """{"22":"maybe"}""");
        var rows = await folder.RowsAsync("x.json", Papers, new PubMedQaDatasetReader(DataFolder.PathOf(only)));
        Assert.That(rows.Select(row => row.Fields["id"]), Is.EqualTo(["22"]));
    }

    [Test]
    public async Task Pubmedqa_of_a_hub_is_the_same()
    {
        var rows = await folder.RowsAsync(
            "x.jsonl",
            """{"pubid":21,"question":"Does it work?","context":{"contexts":["Aim.","Result."]},"long_answer":"It does.","final_decision":"yes"}""",
            new PubMedQaDatasetReader()
        );
        Assert.That(
            (rows[0].Fields["id"], rows[0].Fields["context"], rows[0].Fields["label"]),
            Is.EqualTo(("21", "Aim.\nResult.", "yes"))
        );
    }

    [Test]
    public async Task A_decision_of_pubmedqa_that_is_none_is_named() =>
        Assert.That(
            await DataFolder.FaultAsync(() =>
                folder.RowsAsync("x.json", Papers.Replace("\"maybe\"", "\"perhaps\""), new PubMedQaDatasetReader())
            ),
            Is.EqualTo("x.json:3: 'final_decision' of this record is another kind of value; expected yes, no or maybe")
        );

    [TestCase("anatomy_test.csv", "\"Which, then?\",heart,lung,lung,liver,D\n")]
    [TestCase("x.csv", "question,A,B,C,D,answer,subject\n\"Which, then?\",heart,lung,lung,liver,D,anatomy_test\n")]
    [TestCase(
        "x.jsonl",
        """{"question":"Which, then?","choices":["heart","lung","lung","liver"],"answer":3,"subject":"anatomy_test"}"""
    )]
    [TestCase(
        "x.jsonl",
        """{"question":"Which, then?","options":{"A":"heart","B":"lung","C":"lung","D":"liver"},"answer":"liver","answer_idx":"D","subject":"anatomy_test"}"""
    )]
    [TestCase(
        "x.jsonl",
        """{"question":"Which, then?","choices":{"text":["heart","lung","lung","liver"],"label":["1","2","3","4"]},"answerKey":"4","subject":"anatomy_test"}"""
    )]
    [TestCase(
        "x.jsonl",
        """{"question":{"stem":"Which, then?","choices":[{"text":"heart","label":"A"},{"text":"lung","label":"B"},{"text":"lung","label":"C"},{"text":"liver","label":"D"}]},"answerKey":"D","subject":"anatomy_test"}"""
    )]
    [TestCase(
        "x.json",
        """[{"question":"Which, then?","options":["heart","lung","lung","liver"],"answer":"liver","subject":"anatomy_test"}]"""
    )]
    public async Task Multiple_choice_is_read_in_the_shapes_it_is_published_in(string name, string text)
    {
        var row = (await folder.RowsAsync(name, text, new MultipleChoiceDatasetReader()))[0];
        Assert.That(
            string.Join(" / ", row.Fields.Values),
            Is.EqualTo(
                """1 / Which, then? /  / ["heart","lung","lung","liver"] / A. heart"""
                    + "\nB. lung\nC. lung\nD. liver / D / liver / anatomy_test"
            )
        );
    }

    [TestCase(
        """{"question":"q","choices":["a","b"],"answer":"E"}""",
        "'answer' of this record is another kind of value; expected the letter of an option, its place or its text"
    )]
    [TestCase(
        """{"question":"q","choices":["a"],"answer":"A"}""",
        "'choices' of this record is another kind of value; expected 2 to 26 options, as a list, an object, or columns A, B and so on"
    )]
    [TestCase("""{"choices":["a","b"],"answer":"A"}""", "this record has no 'question'; expected a value")]
    public async Task A_broken_choice_is_named(string text, string fault) =>
        Assert.That(
            await DataFolder.FaultAsync(() => folder.RowsAsync("x.jsonl", text, new MultipleChoiceDatasetReader())),
            Is.EqualTo($"x.jsonl:1: {fault}")
        );
}
