using EvalHarness.Cli;
using NUnit.Framework;

namespace EvalHarness.Tests.Cli;

/// <summary>What the tool draws has a form in ASCII; names from data are left alone.</summary>
public sealed class AsciiTests
{
    [TestCase("▲ better", "+ better")]
    [TestCase("▼ worse −3.6", "- worse -3.6")]
    [TestCase("┌│└ ──●──", "||| --o--")]
    [TestCase("headline…v2 ±0.5 ≥ 3", "headline~v2 +-0.5 >= 3")]
    [TestCase("Örtelsbruck", "Örtelsbruck")]
    [TestCase("plain", "plain")]
    public void A_sign_of_ours_is_replaced_and_a_name_is_not(string text, string ascii) =>
        Assert.That(Ascii.Of(text), Is.EqualTo(ascii));

    [Test]
    public void A_terminal_that_is_told_so_writes_no_sign_of_ours_by_any_way()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var terminal = new Terminal(output, errors, 80) { IsAscii = true };
        terminal.Write("a · b");
        terminal.Say("▲ better");
        terminal.Note("c – d");
        Assert.That(output.ToString().ReplaceLineEndings("\n") + errors, Does.StartWith("a - b\n+ better\nc - d"));
    }
}
