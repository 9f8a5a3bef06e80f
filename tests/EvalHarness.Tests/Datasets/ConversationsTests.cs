using EvalHarness.Core;
using EvalHarness.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets;

public sealed class ConversationsTests
{
    [Test]
    public async Task A_turn_has_all_turns_before_it_in_order_and_its_conversation_as_its_cluster()
    {
        using var folder = new DataFolder();
        var samples = await ReadAsync(folder, "id,talk,text\n1,a,x\n2,a,y\n3,b,z\n4,b,w\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                samples.Select(sample => $"{sample.Id}: {string.Join(' ', sample.Earlier.Select(turn => turn.Id))}"),
                Is.EqualTo(["1: ", "2: 1", "3: ", "4: 3"])
            );
            Assert.That(samples.Select(sample => sample.Cluster), Is.EqualTo(["a", "a", "b", "b"]));
        }
    }

    [Test]
    public async Task A_changed_question_changes_all_turns_behind_it_and_none_before()
    {
        using var folder = new DataFolder();
        var before = await ReadAsync(folder, "id,talk,text\n1,a,x\n2,a,y\n3,a,z\n4,b,w\n");
        var after = await ReadAsync(folder, "id,talk,text\n1,a,x\n2,a,Y\n3,a,z\n4,b,w\n");

        Assert.That(
            before.Zip(after, (one, other) => one.ContentHash == other.ContentHash),
            Is.EqualTo([true, false, false, true])
        );
    }

    [Test]
    public async Task Turns_apart_from_their_conversation_are_a_fault_at_their_row()
    {
        using var folder = new DataFolder();

        var wrong = await Assert.ThrowsAsync<DocumentException>(() =>
            ReadAsync(folder, "id,talk,text\n1,a,x\n2,b,y\n3,a,z\n")
        );

        var fault = wrong!.Faults.Single();
        Assert.That(
            (fault.At.Line, fault.Found),
            Is.EqualTo((4, "a turn of a conversation that ended before, with rows of another between (conversation)"))
        );
    }

    private static async Task<List<Sample>> ReadAsync(DataFolder folder, string text)
    {
        string file = folder.Write("turns.csv", text);
        return await DatasetLoader
            .ReadAsync(new DatasetSpec(new FilePath(file, file), Id: "id", Fields: ["text"], Conversation: "talk"))
            .ToListAsync();
    }
}
