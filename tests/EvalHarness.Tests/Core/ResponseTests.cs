using EvalHarness.Core;
using NUnit.Framework;

namespace EvalHarness.Tests.Core;

public sealed class ResponseTests
{
    [Test]
    public void Where_a_response_stands_in_its_journal_is_no_part_of_what_it_is()
    {
        var response = new Response("r1", "task", "s1", "model", 0, "hash", Outcome.Answered) { Text = "yes" };
        var read = response with { JournalLine = 7 };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read, Is.EqualTo(response));
            Assert.That(read.GetHashCode(), Is.EqualTo(response.GetHashCode()));
            Assert.That(read.JournalLine, Is.EqualTo(7));
            Assert.That(read with { Text = "no" }, Is.Not.EqualTo(response));
        }
    }
}
