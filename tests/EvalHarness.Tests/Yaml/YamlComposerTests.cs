using EvalHarness.Yaml;
using NUnit.Framework;

namespace EvalHarness.Tests.Yaml;

public sealed class YamlComposerTests
{
    [TestCase("", "f:1:1: an empty document; expected keys with values")]
    [TestCase("# only a comment\n", "f:1:1: an empty document; expected keys with values")]
    [TestCase("a: 1\n---\nb: 2\n", "f:2:1: a second document; expected one document a file")]
    [TestCase("a: !python/object x\n", "f:1:4: the tag '!python/object'; expected a value without a tag")]
    [TestCase("a: *b\n", "f:1:4: the alias '*b' of nothing")]
    [TestCase("ab: &abc 1\nc: *abd\n", "f:2:4: the alias '*abd' of nothing; did you mean 'abc'?")]
    [TestCase("a: &x [*x]\n", "f:1:8: the alias '*x' within what it stands for")]
    public void A_feature_of_YAML_that_no_suite_needs_is_a_fault(string text, string fault) =>
        Assert.That(YamlText.Faults(text), Is.EqualTo(new[] { fault }));

    [TestCase("a: 1\na: 2\n", "f:2:1: the key 'a' again, first at line 1; expected each key once")]
    [TestCase("1: x\n", "f:1:1: the number '1' as a key; expected text; quote it if it is a name: \"1\"")]
    [TestCase("1e3: x\n", "f:1:1: the number '1e3' as a key; expected text; quote it if it is a name: \"1e3\"")]
    [TestCase("true: x\n", "f:1:1: the boolean true as a key; expected text; quote it if it is a name: \"true\"")]
    [TestCase("~: x\n", "f:1:1: nothing as a key; expected text; quote it if it is a name: \"~\"")]
    [TestCase("<<: {b: 1}\n", "f:1:1: the merge key '<<'; expected the keys written out, or 'include:' for models")]
    [TestCase("${A}: x\n", "f:1:1: a variable in a key; expected variables in values only")]
    [TestCase(
        "? {a: b}\n: c\n",
        "f:1:3: a mapping as a key; expected text; a template such as {{field}} stands in quotes or below '|'"
    )]
    [TestCase(
        "? [a]\n: c\n",
        "f:1:3: a list as a key; expected text; a template such as {{field}} stands in quotes or below '|'"
    )]
    public void A_key_is_text_and_stands_once(string text, string fault) =>
        Assert.That(YamlText.Faults(text), Is.EqualTo(new[] { fault }));

    [Test]
    public void Faults_of_keys_are_found_all_at_once() =>
        Assert.That(YamlText.Faults("a: 1\na: 2\nb: {1: x, c: 1, c: 2}\n<<: x\n"), Has.Length.EqualTo(4));

    [TestCase("on: 1\nyes: 2\nno: 3\n'1': 4\n\"true\": 5\n")]
    public void Words_of_old_YAML_and_quoted_numbers_are_keys(string text) =>
        Assert.That(YamlText.Faults(text), Is.Empty);

    [Test]
    public void Keys_and_values_know_their_places()
    {
        var root = (YamlMapping)YamlText.Compose("a:\n  b: [x, {c: 'y'}]\n").Root!;
        var inner = (YamlMapping)root.Entries[0].Value;
        var list = (YamlSequence)inner.Entries[0].Value;
        var pair = (YamlMapping)list.Items[1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Entries[0].KeyAt.ToString(), Is.EqualTo("f:1:1"));
            Assert.That(inner.At.ToString(), Is.EqualTo("f:2:3"));
            Assert.That(list.At.ToString(), Is.EqualTo("f:2:6"));
            Assert.That(pair.At.ToString(), Is.EqualTo("f:2:10"));
            Assert.That(pair.Entries[0].Value.At.ToString(), Is.EqualTo("f:2:14"));
        }
    }

    [Test]
    public void An_alias_stands_for_the_node_that_it_names()
    {
        var root = (YamlMapping)YamlText.Compose("a: &x {b: 1}\nc: *x\n").Root!;
        Assert.That(root.Find("c")!.Value, Is.SameAs(root.Find("a")!.Value));
    }

    [Test]
    public void Any_text_is_read_or_has_faults_with_a_place()
    {
        const string alphabet = "{}[]:,-?&*!|>'\"%@`# \n\n\t  ab1~<$\\x.=\r";
        var random = new Random(20240401);
        for (int i = 0; i < 20_000; i++)
        {
            string text = new string(random.GetItems<char>(alphabet, random.Next(1, 50)));
            var (root, findings) = YamlText.Compose(text);
            string[] faults = YamlText.Faults(findings);
            if ((root is null && faults.Length == 0) || !faults.All(HasPlace))
            {
                Assert.Fail($"{System.Text.Json.JsonSerializer.Serialize(text)}: {string.Join(' ', faults)}");
            }
        }
    }

    private static bool HasPlace(string fault) =>
        fault.Split(':') is ["f", var line, var column, ..] && int.TryParse(line, out _) && int.TryParse(column, out _);

    // Each would take minutes or gigabytes if it were followed to its end.
    [TestCaseSource(nameof(Bombs))]
    public void A_bomb_is_refused_before_it_goes_off(string text, string fault) =>
        Assert.That(YamlText.Faults(text), Has.Length.EqualTo(1).And.Some.Contains(fault));

    private static IEnumerable<TestCaseData> Bombs()
    {
        const string depth = "more than 64 levels of nesting";
        const string weight = "more than 100,000 values";
        string billion = string.Concat(
            Enumerable
                .Range(0, 9)
                .Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat(i == 0 ? "x" : $"*a{i - 1}", 9))}]\n")
        );
        yield return Case("nested lists", new string('[', 1_000_000), depth);
        yield return Case("nested mappings", string.Concat(Enumerable.Repeat("{a: ", 250_000)), depth);
        yield return Case("nested block lists", string.Concat(Enumerable.Repeat("- ", 500_000)), depth);
        yield return Case("a billion laughs", billion, weight);
        yield return Case(
            "many aliases",
            $"a: &a x\nb: [{string.Join(',', Enumerable.Repeat("*a", 101))}]",
            "more than 100 aliases"
        );
        yield return Case("deep aliases", DeepAliases(), depth);
        yield return Case("many values", string.Concat(Enumerable.Repeat("- a\n", 200_000)), weight);

        static TestCaseData Case(string name, string text, string fault) =>
            new TestCaseData(text, fault).SetArgDisplayNames(name);

        static string DeepAliases()
        {
            string nest = new string('[', 40) + "x" + new string(']', 40);
            return $"a: &a {nest}\nb: {new string('[', 40)}*a{new string(']', 40)}\n";
        }
    }
}
