using System.Text;
using NUnit.Framework;

namespace EvalHarness.Llama.Tests;

public sealed class AnswerTextTests
{
    [Test]
    public void Characters_of_several_tokens_come_whole_and_half_a_one_at_the_end_is_left_out()
    {
        var text = new AnswerText([]);
        byte[] bytes = Encoding.UTF8.GetBytes("naïve 🙂");
        foreach (byte one in bytes[..^1])
        {
            text.Add([one]);
        }

        string before = text.ToString();
        text.Add(bytes.AsSpan(^1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.EqualTo("naïve "));
            Assert.That(text.ToString(), Is.EqualTo("naïve 🙂"));
        }
    }

    [TestCase(new[] { "ab", "cd", "ef" }, new[] { "bcd" }, "a")]
    [TestCase(new[] { "ab", "cd", "ef" }, new[] { "e", "cd" }, "ab")]
    [TestCase(new[] { "abcd" }, new[] { "d", "b" }, "a")]
    [TestCase(new[] { "ab", "cd" }, new[] { "x", "" }, "abcd")]
    [TestCase(new[] { "aa", "aab" }, new[] { "aab" }, "aa")]
    public void A_stop_string_is_found_across_tokens_the_first_of_several(string[] tokens, string[] stops, string left)
    {
        var text = new AnswerText(stops);
        bool isStopped = tokens.Any(token => text.Add(Encoding.UTF8.GetBytes(token)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(text.ToString(), Is.EqualTo(left));
            Assert.That(isStopped, Is.EqualTo(left != string.Concat(tokens)));
        }
    }
}
