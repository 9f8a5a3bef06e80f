using System.Threading.Channels;
using EvalHarness.Runs;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

public sealed class BatchesTests
{
    [TestCase(0, 4)]
    [TestCase(3, 4)]
    [TestCase(4, 4)]
    [TestCase(9, 4)]
    [TestCase(5, 1)]
    public async Task Every_item_comes_once_in_order_and_no_batch_is_too_large_or_empty(int count, int most)
    {
        var batches = await Enumerable
            .Range(0, count)
            .ToAsyncEnumerable()
            .InBatchesAsync(most, CancellationToken.None)
            .ToListAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(batches.SelectMany(batch => batch), Is.EqualTo(Enumerable.Range(0, count)));
            Assert.That(batches.Select(batch => batch.Count), Is.All.InRange(1, most));
            Assert.That(batches, Has.Count.EqualTo((count + most - 1) / most));
        }
    }

    [Test]
    public async Task What_is_there_is_not_held_back_for_what_is_not()
    {
        var channel = Channel.CreateUnbounded<int>();
        channel.Writer.TryWrite(1);
        channel.Writer.TryWrite(2);
        await using var batches = channel
            .Reader.ReadAllAsync()
            .InBatchesAsync(32, CancellationToken.None)
            .GetAsyncEnumerator();
        Assert.That(await batches.MoveNextAsync(), Is.True);
        Assert.That(batches.Current, Is.EqualTo([1, 2]));
        channel.Writer.TryWrite(3);
        channel.Writer.Complete();
        Assert.That(await batches.MoveNextAsync(), Is.True);
        Assert.That(batches.Current, Is.EqualTo([3]));
    }

    [Test]
    public async Task A_reader_that_stops_in_the_middle_of_a_step_waits_for_it_and_closes_the_source()
    {
        var step = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isClosed = false;
        var batches = SourceAsync().InBatchesAsync(32, CancellationToken.None).GetAsyncEnumerator();
        await batches.MoveNextAsync();
        var closing = batches.DisposeAsync().AsTask();
        Assert.That(closing.IsCompleted, Is.False);
        step.SetResult();
        await closing;
        Assert.That(isClosed, Is.True);

        async IAsyncEnumerable<int> SourceAsync()
        {
            try
            {
                yield return 1;
                await step.Task;
                yield return 2;
            }
            finally
            {
                isClosed = true;
            }
        }
    }

    [Test]
    public void A_fault_of_the_source_comes_through()
    {
        Assert.That(
            async () => await FaultyAsync().InBatchesAsync(2, CancellationToken.None).ToListAsync(),
            Throws.TypeOf<InvalidDataException>()
        );

        static async IAsyncEnumerable<int> FaultyAsync()
        {
            yield return 1;
            await Task.Yield();
            throw new InvalidDataException("a broken line");
        }
    }
}
