using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Logs;

public sealed class KeySetTests
{
    [Test]
    public void Holds_what_a_hash_set_holds()
    {
        var (set, reference, random) = (new KeySet(), new HashSet<UInt128>(), new Random(7));
        for (int i = 0; i < 20_000; i++)
        {
            var key =
                i % 10 == 0
                    ? (UInt128)random.Next(50)
                    : new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64());
            Assert.That(set.Add(key), Is.EqualTo(reference.Add(key)));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(set.Count, Is.EqualTo(reference.Count));
            Assert.That(reference.All(set.Contains));
            Assert.That(set.Contains(UInt128.MaxValue), Is.False);
        }
    }

    [Test]
    public void A_million_keys_take_34_megabytes_and_half_of_that_while_growing()
    {
        var random = new Random(7);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var set = new KeySet();
        for (int i = 0; i < 1_000_000; i++)
        {
            set.Add(new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()));
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(68_000_000));
        Assert.That(set.Count, Is.EqualTo(1_000_000));
    }
}
