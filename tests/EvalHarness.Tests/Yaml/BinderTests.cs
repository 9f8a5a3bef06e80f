using EvalHarness.Core;
using EvalHarness.Yaml;
using NUnit.Framework;

namespace EvalHarness.Tests.Yaml;

public sealed class BinderTests
{
    [Test]
    public void Every_kind_of_single_value_is_read()
    {
        var table = Bind<Table>(
            "{name: desk, wood: red_pine, height: 1.5, price: 99.90, parts: 1_000, serial: 9999999999, folds: true, made: 2024-10-01, dries: 90s}"
        );
        Assert.That(
            table,
            Is.EqualTo(
                new Table(
                    "desk",
                    Wood.RedPine,
                    1.5,
                    99.90m,
                    1000,
                    9_999_999_999,
                    true,
                    new DateOnly(2024, 10, 1),
                    TimeSpan.FromSeconds(90)
                )
            )
        );
    }

    [Test]
    public void A_key_with_a_default_may_be_left_out_or_left_empty() =>
        Assert.That(Bind<Table>("name: desk\nheight:\nprice: ~\n"), Is.EqualTo(new Table("desk")));

    [TestCase("500ms", 0.5)]
    [TestCase("30s", 30)]
    [TestCase("1.5m", 90)]
    [TestCase("2h", 7200)]
    [TestCase("1d", 86400)]
    public void Times_have_a_unit(string text, double seconds) =>
        Assert.That(Bind<Table>($"{{name: x, dries: {text}}}").Dries, Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [Test]
    public void A_list_may_be_written_as_its_only_item()
    {
        var room = Bind<Flat>("layers: plain\ntables: {name: desk}\nsizes: {a: 1, b: [2, 3]}\n");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(room.Layers, Is.EqualTo(new IFinish[] { new PlainFinish() }));
            Assert.That(room.Tables!.Value[0].Name, Is.EqualTo("desk"));
            Assert.That(room.Sizes!["a"], Is.EqualTo(new[] { 1 }));
            Assert.That(room.Sizes["b"], Is.EqualTo(new[] { 2, 3 }));
        }
    }

    [Test]
    public void A_word_stands_alone_or_with_its_settings_or_with_its_first_value()
    {
        var layers = Bind<Flat>(
            "layers:\n  - plain\n  - lacquer:\n  - lacquer: {shine: 0.9}\n  - lacquer: 0.8\n  - paint: [red, blue]\n  - paint: {colours: red, under: plain}\n"
        ).Layers!.Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(layers[0], Is.EqualTo(new PlainFinish()));
            Assert.That(layers[1], Is.EqualTo(new Lacquer()));
            Assert.That(layers[2], Is.EqualTo(new Lacquer(0.9)));
            Assert.That(layers[3], Is.EqualTo(new Lacquer(0.8)));
            Assert.That(((Paint)layers[4]).Colours, Is.EqualTo(new[] { "red", "blue" }));
            Assert.That(((Paint)layers[5]).Under, Is.EqualTo(new PlainFinish()));
        }
    }

    [Test]
    public void The_settings_of_an_inline_word_stand_beside_it()
    {
        var chairs = Bind<Flat>(
            "chairs:\n  thonet: {finish: lacquer, coats: 3, colour: black}\n  stool: {finish: plain}\n"
        ).Chairs!.Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                chairs[0],
                Is.EqualTo(new Chair("thonet", new Lacquer(Coats: 3), "black", new Location("f", 2, 3)))
            );
            Assert.That(chairs[1].Name, Is.EqualTo("stool"));
        }
    }

    [Test]
    public void Dictionaries_keep_the_order_in_which_they_are_written() =>
        Assert.That(Bind<Flat>("tags: {z: '1', a: '2', m: '3'}").Tags!.Keys, Is.EqualTo(new[] { "z", "a", "m" }));

    [Test]
    public void Free_values_are_JSON() =>
        Assert.That(
            Bind<Flat>("extra: {a: [1, 2.5, x, '1', true, ~], b: {c: \"\"}}").Extra!.Value.GetRawText(),
            Is.EqualTo("""{"a":[1,2.5,"x","1",true,null],"b":{"c":""}}""")
        );

    [TestCase(
        "{nam: x}",
        "f:1:2: unknown key 'nam'; expected dries, folds, height, made, name, parts, pattern, price, reference, serial or wood; did you mean 'name'?"
    )]
    [TestCase(
        "name: x\nname_: y",
        "f:2:1: unknown key 'name_'; expected dries, folds, height, made, name, parts, pattern, price, reference, serial or wood"
    )]
    [TestCase("name: [x]", "f:1:7: a list for 'name'; expected text")]
    [TestCase("name:", "f:1:1: nothing for 'name'; expected text")]
    [TestCase("{name: x, wood: oka}", "f:1:17: 'oka' for 'wood'; expected oak or red_pine; did you mean 'oak'?")]
    [TestCase("{name: x, height: tall}", "f:1:19: 'tall' for 'height'; expected a number")]
    [TestCase("{name: x, height: .nan}", "f:1:19: '.nan' for 'height'; expected a number")]
    [TestCase("{name: x, price: -1}", "f:1:18: '-1' for 'price'; expected a number at least 0")]
    [TestCase("{name: x, parts: 1.5}", "f:1:18: '1.5' for 'parts'; expected a whole number")]
    [TestCase("{name: x, parts: 99999999999}", "f:1:18: '99999999999' for 'parts'; expected a whole number")]
    [TestCase("{name: x, folds: yes}", "f:1:18: 'yes' for 'folds'; expected true or false; did you mean 'true'?")]
    [TestCase("{name: x, made: 1.10.2024}", "f:1:17: '1.10.2024' for 'made'; expected a date such as 2024-10-01")]
    [TestCase("{name: x, dries: 30}", "f:1:18: '30' for 'dries'; expected a time such as 500ms, 30s, 2m or 1h")]
    [TestCase(
        "{name: x, dries: 9999999999999d}",
        "f:1:18: '9999999999999d' for 'dries'; expected a time such as 500ms, 30s, 2m or 1h"
    )]
    [TestCase("[a]", "f:1:1: a list for 'root'; expected a mapping")]
    public void A_wrong_value_says_what_was_found_and_expected(string text, params string[] faults) =>
        Assert.That(FaultsOf<Table>(text), Is.EqualTo(faults));

    [TestCase(
        "finish: plian",
        "f:1:9: unknown finish 'plian'; expected lacquer, paint or plain; did you mean 'plain'?"
    )]
    [TestCase(
        "layers: [plain, paitn]",
        "f:1:17: unknown layer 'paitn'; expected lacquer, paint or plain; did you mean 'paint'?"
    )]
    [TestCase("finish: paint", "f:1:9: no 'colours' for 'paint'; expected 'colours:' with a list")]
    [TestCase("finish: {paint: []}", "f:1:17: no colours")]
    [TestCase(
        "finish: {lacquer: {shine: 0}}",
        "f:1:27: '0' for 'shine'; expected a number greater than 0 and at most 1"
    )]
    [TestCase(
        "finish: {lacquer: {coats: 11}}",
        "f:1:27: '11' for 'coats'; expected a whole number at least 1 and at most 10"
    )]
    [TestCase(
        "finish: {lacquer: {shin: 1}}",
        "f:1:20: unknown key 'shin'; expected coats, shine or wait; did you mean 'shine'?"
    )]
    [TestCase(
        "finish: {lacquer: {}, plain: {}}",
        "f:1:9: several keys for 'finish'; expected one word, alone or with its settings: word, or { word: { ... } }"
    )]
    [TestCase(
        "finish: [plain]",
        "f:1:9: a list for 'finish'; expected one word, alone or with its settings: word, or { word: { ... } }"
    )]
    [TestCase(
        "chairs: {a: {colour: red}}",
        "f:1:13: no 'finish' for 'a'; expected 'finish:' with lacquer, paint or plain"
    )]
    [TestCase("chairs: {a: {finish: plain, coats: 2}}", "f:1:29: unknown key 'coats'; expected colour or finish")]
    [TestCase(
        "chairs: {a: {finish: lacker, coats: 2}}",
        "f:1:22: unknown finish 'lacker'; expected lacquer, paint or plain; did you mean 'lacquer'?"
    )]
    [TestCase("chairs: [a]", "f:1:9: a list for 'chairs'; expected a mapping from names to settings")]
    [TestCase("chairs: {a: x}", "f:1:13: 'x' for 'a'; expected a mapping")]
    [TestCase("tags: [a]", "f:1:7: a list for 'tags'; expected a mapping")]
    [TestCase("sizes: {a: [1, x]}", "f:1:16: 'x' for 'a'; expected a whole number")]
    public void A_wrong_word_or_structure_says_what_was_found_and_expected(string text, string fault) =>
        Assert.That(FaultsOf<Flat>(text), Is.EqualTo(new[] { fault }));

    [TestCase("chairs: {a: {finsh: lacquer, coats: 11}}", "f:1:14", "f:1:37")]
    [TestCase("chairs: {a: {finish: laquer, coats: 11, colr: red}}", "f:1:22", "f:1:37", "f:1:41")]
    [TestCase("finish: {laquer: {shin: 0}}", "f:1:10", "f:1:19", "f:1:25")]
    [TestCase("finsh: {lacquer: {shine: 0}}", "f:1:1", "f:1:26")]
    [TestCase("tabels: [{nam: x, wood: oka}]", "f:1:1", "f:1:11", "f:1:25")]
    public void What_stands_behind_a_misspelt_key_or_word_is_read_all_the_same(string text, params string[] places) =>
        Assert.That(
            FaultsOf<Flat>(text).Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]),
            Is.EqualTo(places)
        );

    [Test]
    public void All_faults_are_found_at_once_in_the_order_in_which_they_stand() =>
        Assert.That(
            FaultsOf<Flat>("tags: 1\nchairs:\n  a: {finish: x}\nfinish: y\ntables:\n  - {wood: z}\nzzz: 1\n")
                .Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]),
            Is.EqualTo(new[] { "f:1:7", "f:3:15", "f:4:9", "f:6:5", "f:6:12", "f:7:1" })
        );

    [TestCase(
        "name: no",
        "f:1:7: warning: 'no' is taken as text, but is a boolean to some readers of YAML; write \"no\""
    )]
    [TestCase(
        "name: off",
        "f:1:7: warning: 'off' is taken as text, but is a boolean to some readers of YAML; write \"off\""
    )]
    [TestCase(
        "name: 1.10",
        "f:1:7: warning: '1.10' is taken as text, but is a number to other readers of YAML; write \"1.10\""
    )]
    [TestCase(
        "name: 1e3",
        "f:1:7: warning: '1e3' is taken as text, but is a number to other readers of YAML; write \"1e3\""
    )]
    [TestCase(
        "name: 007",
        "f:1:7: warning: '007' is taken as text, but is a number to other readers of YAML; write \"007\""
    )]
    [TestCase(
        "name: 2024-10-01",
        "f:1:7: warning: '2024-10-01' is taken as text, but is a date to some readers of YAML; write \"2024-10-01\""
    )]
    [TestCase("name: 'a\\nb'", "f:1:7: warning: \\n in single quotes is two characters; write it in double quotes")]
    public void A_trap_of_YAML_is_warned_of(string text, string warning)
    {
        var findings = new FaultCollector();
        YamlText.Bind<Table>(text, findings);
        Assert.That(findings.Warnings.Select(one => one.ToString()), Is.EqualTo(new[] { warning }));
    }

    [TestCase("name: 'no'")]
    [TestCase("name: \"1.10\"")]
    [TestCase("name: 42")]
    [TestCase("name: \"a\\nb\"")]
    [TestCase("{name: x, pattern: '\\d\\n'}")]
    [TestCase("{name: x, reference: 0.60}")]
    public void What_is_clear_raises_no_warning(string text)
    {
        var findings = new FaultCollector();
        YamlText.Bind<Table>(text, findings);
        Assert.That(findings.Warnings, Is.Empty);
    }

    private static T Bind<T>(string text)
    {
        var findings = new FaultCollector();
        var bound = YamlText.Bind<T>(text, findings);
        Assert.That(YamlText.Faults(findings), Is.Empty);
        return bound!;
    }

    private static string[] FaultsOf<T>(string text)
    {
        var findings = new FaultCollector();
        YamlText.Bind<T>(text, findings);
        return YamlText.Faults(findings);
    }
}
