using EvalHarness.Datasets.Published;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets.Published;

/// <summary>FinQA, ConvFinQA and TAT-QA, in files of their shape with a report of our own.</summary>
public sealed class ReportQuestionsTests
{
    private const string Page =
        "\"pre_text\":[\"Sales rose .\",\"\"],\"post_text\":[\"( 1 ) audited .\"],\"filename\":\"KEMI/2023/page_7.pdf\",\"table\":[[\"€ million\",\"2022\",\"2023\"],[\"sales | net\",\"100\",\"\"]]";

    private const string Table = "| € million | 2022 | 2023 |\n| --- | --- | --- |\n| sales \\| net | 100 | - |";
    private DataFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new DataFolder();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public async Task A_question_of_finqa_has_its_page_its_program_and_both_answers()
    {
        string text =
            "[{"
            + Page
            + ""","qa":{"question":"growth?","answer":"10%","program":"divide(10, 100)","gold_inds":{"table_1":"x"},"exe_ans":0.1},"id":"KEMI/2023/page_7.pdf-1"}]""";
        var row = (await folder.RowsAsync("x.json", text, new FinQaDatasetReader()))[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Fields["id"], Is.EqualTo("KEMI/2023/page_7.pdf-1"));
            Assert.That(row.Fields["document"], Is.EqualTo("KEMI/2023/page_7.pdf"));
            Assert.That(row.Fields["table_markdown"], Is.EqualTo(Table));
            Assert.That(row.Fields["context"], Is.EqualTo($"Sales rose .\n\n{Table}\n\n( 1 ) audited ."));
            Assert.That(row.Fields["table"], Is.EqualTo("""[["€ million","2022","2023"],["sales | net","100",""]]"""));
            Assert.That((row.Fields["answer"], row.Fields["result"]), Is.EqualTo(("10%", "0.1")));
            Assert.That(row.Fields["program"], Is.EqualTo("divide(10, 100)"));
            Assert.That(row.Nested, Is.EqualTo(["table", "evidence"]));
        }
    }

    [Test]
    public async Task Answers_that_a_file_keeps_to_itself_are_empty()
    {
        string text = "[{" + Page + ""","qa":{"question":"growth?"},"id":"1"}]""";
        var row = (await folder.RowsAsync("x.json", text, new FinQaDatasetReader()))[0];
        Assert.That((row.Fields["answer"], row.Fields["result"], row.Fields["program"]), Is.EqualTo(("", "", "")));
    }

    [TestCase("[\n{\"id\":\"1\"}]", "x.json:2: this record has no 'table'; expected a list of rows")]
    [TestCase(
        "[\n{\"id\":\"1\",\"table\":\"none\"}]",
        "x.json:2: 'table' of this record is another kind of value; expected a list of rows"
    )]
    [TestCase(
        "[\n{\"id\":\"1\",\"table\":[[]],\"pre_text\":[],\"post_text\":[],\"qa\":{}}]",
        "x.json:2: this record has no 'qa.question'; expected a value"
    )]
    [TestCase("[\n{\"id\":\"1\",]", "x.json:2:11: found broken JSON; expected a list of JSON objects")]
    public async Task A_broken_question_of_finqa_is_named(string text, string fault) =>
        Assert.That(
            await DataFolder.FaultAsync(() => folder.RowsAsync("x.json", text, new FinQaDatasetReader())),
            Is.EqualTo(fault)
        );

    [Test]
    public async Task A_conversation_of_convfinqa_is_a_row_a_turn()
    {
        string text =
            "[{"
            + Page
            + ""","id":"Double_KEMI/2023/page_7.pdf","annotation":{"dialogue_break":["sales?","and before?","and cost?"],"turn_program":["100","90","50"],"qa_split":[0,0,1],"exe_ans_list":[100.0,90.0,"no"]}}]""";
        var rows = await folder.RowsAsync("x.json", text, new ConvFinQaDatasetReader());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => row.Fields["turn"]), Is.EqualTo(["1", "2", "3"]));
            Assert.That(
                rows.Select(row => row.Fields["conversation"]).Distinct(),
                Is.EqualTo(["Double_KEMI/2023/page_7.pdf"])
            );
            Assert.That(rows.Select(row => row.Fields["answer"]), Is.EqualTo(["100.0", "90.0", "no"]));
            Assert.That(rows.Select(row => row.Fields["part"]), Is.EqualTo(["1", "1", "2"]));
            Assert.That(rows[2].Fields["history"], Is.EqualTo("""["sales?","and before?"]"""));
            Assert.That(rows[1].Fields["program"], Is.EqualTo("90"));
        }
    }

    [Test]
    public async Task The_turns_of_a_conversation_are_asked_behind_each_other()
    {
        string text =
            "[{"
            + Page
            + ""","id":"c","annotation":{"dialogue_break":["sales?","and before?"],"turn_program":["100","90"],"exe_ans_list":[100,90]}}]""";
        var samples = await folder.SamplesAsync(
            "x.json",
            text,
            d =>
                d with
                {
                    Format = new ConvFinQaDatasetReader(),
                    Id = "id",
                    Fields = ["question"],
                    Target = "answer",
                    Conversation = "conversation",
                }
        );
        Assert.That((samples[1].Cluster, samples[1].Earlier.Length, samples[1].Id), Is.EqualTo(("c", 1, "c/2")));
    }

    [Test]
    public async Task A_turn_of_convfinqa_may_be_a_record_of_its_own()
    {
        string text =
            "[{"
            + Page
            + ""","id":"Single_c_1","annotation":{"dialogue_break":["a?","b?","c?"],"qa_split":[0,1,1],"cur_program":"90","cur_dial":["a?","b?"],"exe_ans":90,"turn_ind":1}}]""";
        var row = (await folder.RowsAsync("x.json", text, new ConvFinQaDatasetReader()))[0];
        Assert.That(
            (row.Fields["id"], row.Fields["question"], row.Fields["answer"], row.Fields["part"]),
            Is.EqualTo(("Single_c/2", "b?", "90", "2"))
        );
    }

    [Test]
    public async Task The_copy_of_program_of_thoughts_has_last_turns()
    {
        string text =
            """[{"questions":["a?","b?"],"answer":1.5,"text":"Sales rose .","table":"- | 2022\nsales | 100","id":"c","programs":["ans = 1","ans = 1.5"]}]""";
        var row = (await folder.RowsAsync("x.json", text, new ConvFinQaDatasetReader()))[0];
        Assert.That(
            (row.Fields["id"], row.Fields["question"], row.Fields["answer"], row.Fields["context"]),
            Is.EqualTo(("c/2", "b?", "1.5", "Sales rose .\n\n- | 2022\nsales | 100"))
        );
    }

    [Test]
    public async Task A_conversation_with_fewer_answers_than_turns_is_named()
    {
        string text =
            "[{"
            + Page
            + ""","id":"c","annotation":{"dialogue_break":["a?","b?"],"turn_program":["1","2"],"exe_ans_list":[1]}}]""";
        Assert.That(
            await DataFolder.FaultAsync(() => folder.RowsAsync("x.json", text, new ConvFinQaDatasetReader())),
            Does.StartWith(
                "x.json:1: 'annotation.exe_ans_list' of this record is another kind of value; expected one item a turn"
            )
        );
    }

    private const string Context =
        "\"table\":{\"uid\":\"t-1\",\"table\":[[\"\",\"2023\"],[\"Sales\",\"1,000\"]]},\"paragraphs\":[{\"uid\":\"p2\",\"order\":2,\"text\":\"Second.\"},{\"uid\":\"p1\",\"order\":1,\"text\":\"First.\"}]";

    [Test]
    public async Task A_context_of_tat_qa_is_a_row_a_question()
    {
        string text =
            "[{"
            + Context
            + $$""","questions":[{"uid":"q1","order":1,"question":"which?","answer":["a","b"],"derivation":"","answer_type":"multi-span","answer_from":"text","scale":""},{"uid":"q2","order":2,"question":"how much?","answer":-1.5,"derivation":"1-2.5","answer_type":"arithmetic","answer_from":"table","scale":"percent"}]}]""";
        var rows = await folder.RowsAsync("x.json", text, new TatQaDatasetReader());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => row.Fields["id"]), Is.EqualTo(["q1", "q2"]));
            Assert.That(rows.Select(row => row.Fields["document"]), Is.EqualTo(["t-1", "t-1"]));
            Assert.That(rows.Select(row => row.Fields["answer"]), Is.EqualTo(["""["a","b"]""", "-1.5"]));
            Assert.That(rows.Select(row => row.IsNested("answer")), Is.EqualTo([false, false]));
            Assert.That(rows[1].Fields["scale"], Is.EqualTo("percent"));
            Assert.That(
                rows[0].Fields["context"],
                Is.EqualTo("First.\n\nSecond.\n\n| - | 2023 |\n| --- | --- |\n| Sales | 1,000 |")
            );
        }
    }

    [Test]
    public async Task Questions_of_tat_qa_without_answers_are_read()
    {
        string text = "[{" + Context + $$""","questions":[{"uid":"q1","order":1,"question":"which?"}]}]""";
        var row = (await folder.RowsAsync("x.json", text, new TatQaDatasetReader()))[0];
        Assert.That((row.Fields["answer"], row.Fields["scale"]), Is.EqualTo(("", "")));
    }

    [TestCase(
        "\"scale\":\"dozen\"",
        "'scale' of this record is another kind of value; expected thousand, million, billion, percent"
    )]
    [TestCase(
        "\"answer_type\":\"guess\"",
        "'answer_type' of this record is another kind of value; expected span, multi-span, arithmetic, count"
    )]
    public async Task A_broken_question_of_tat_qa_is_named(string part, string fault)
    {
        string text = "[{" + Context + $$""","questions":[{"uid":"q1","question":"which?",{{part}}}]}]""";
        Assert.That(
            await DataFolder.FaultAsync(() => folder.RowsAsync("x.json", text, new TatQaDatasetReader())),
            Is.EqualTo($"x.json:1: {fault}")
        );
    }
}
