using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace EvalHarness.Runs;

/// <summary>
/// The file of claims: the number of comers, of each section its pulse and the last comer that it has written its claims for, and
/// the claims of each section, in buckets by key.
/// </summary>
/// <remarks>It is read and written, not mapped into memory: a full disk, or a file cut short, ends no process then.</remarks>
internal sealed class ClaimBoard : IDisposable
{
    /// <summary>Processes that can take part.</summary>
    public const int Sections = 16;

    /// <summary>Claims that a process can have.</summary>
    public const int Claims = Buckets * Slots;

    /// <summary>Claims that a bucket can hold.</summary>
    public const int Slots = 8;

    private const int Buckets = 2048;
    private const int KeyBytes = 16;
    private const int SectionBytes = Claims * KeyBytes;
    private const int FirstSection = 4096;

    private readonly SafeFileHandle file;
    private readonly int section;
    private readonly byte[] head = new byte[(1 + (2 * Sections)) * sizeof(long)];
    private readonly byte[] bucket = new byte[Slots * KeyBytes];

    private ClaimBoard(SafeFileHandle file, int section) => (this.file, this.section) = (file, section);

    /// <summary>Opens the file, making it when it is not there.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="section">The section of this process.</param>
    public static ClaimBoard Open(string path, int section)
    {
#pragma warning disable CA2000 // The board owns it.
        var file = File.OpenHandle(
            path,
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete
        );
#pragma warning restore CA2000
        return new ClaimBoard(file, section);
    }

    /// <summary>Processes that have come so far, as the head that was read last tells.</summary>
    public long Comers => Head(0);

    /// <summary>First slot of a key's bucket.</summary>
    /// <param name="key">The key.</param>
    public static int FirstSlot(UInt128 key) => (int)((ulong)key % Buckets) * Slots;

    /// <summary>The pulse of a section, as the head that was read last tells; 0 where nobody is.</summary>
    /// <param name="of">The section.</param>
    public long Pulse(int of) => Head(PulseAt(of));

    /// <summary>The last comer that a section has written its claims for, as the head that was read last tells.</summary>
    /// <param name="of">The section.</param>
    public long Seen(int of) => Head(SeenAt(of));

    /// <summary>Reads the head; what a file that was cut short lacks is 0.</summary>
    public void ReadHead()
    {
        int read = RandomAccess.Read(file, head, 0);
        head.AsSpan(read).Clear();
    }

    /// <summary>Writes the number of comers.</summary>
    /// <param name="comers">The number.</param>
    public void WriteComers(long comers) => WriteHead(0, comers);

    /// <summary>Writes the pulse of this process.</summary>
    /// <param name="pulse">The pulse; 0 takes leave.</param>
    public void WritePulse(long pulse) => WriteHead(PulseAt(section), pulse);

    /// <summary>Takes leave for all others, when none of them lives.</summary>
    public void ForgetOthers()
    {
        foreach (int other in Enumerable.Range(0, Sections).Where(other => other != section))
        {
            WriteHead(PulseAt(other), 0);
        }
    }

    /// <summary>Writes that all claims are written down for a comer.</summary>
    /// <param name="comer">Number of the comer.</param>
    public void WriteSeen(long comer) => WriteHead(SeenAt(section), comer);

    /// <summary>Writes a claim of this process.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="key">The key; 0 takes it back.</param>
    public void Write(int slot, UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, key);
        RandomAccess.Write(file, bytes, OffsetOf(section, slot));
    }

    /// <summary>Writes all claims of this process.</summary>
    /// <param name="claims">One key a slot.</param>
    public void WriteAll(ReadOnlySpan<UInt128> claims)
    {
        byte[] all = new byte[SectionBytes];
        for (int slot = 0; slot < claims.Length; slot++)
        {
            BinaryPrimitives.WriteUInt128LittleEndian(all.AsSpan(slot * KeyBytes), claims[slot]);
        }

        RandomAccess.Write(file, all, OffsetOf(section, 0));
    }

    /// <summary>Whether another process claims a key.</summary>
    /// <param name="other">Its section.</param>
    /// <param name="key">The key.</param>
    public bool Has(int other, UInt128 key)
    {
        int read = RandomAccess.Read(file, bucket, OffsetOf(other, FirstSlot(key)));
        for (int at = 0; at + KeyBytes <= read; at += KeyBytes)
        {
            if (BinaryPrimitives.ReadUInt128LittleEndian(bucket.AsSpan(at)) == key)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => file.Dispose();

    private long Head(int at) => BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(at * sizeof(long)));

    private void WriteHead(int at, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        RandomAccess.Write(file, bytes, at * sizeof(long));
    }

    private static int PulseAt(int of) => 1 + (2 * of);

    private static int SeenAt(int of) => 2 + (2 * of);

    private static long OffsetOf(int of, int slot) => FirstSection + ((long)of * SectionBytes) + (slot * KeyBytes);
}
