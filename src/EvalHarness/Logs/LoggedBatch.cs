using System.Buffers.Binary;

namespace EvalHarness.Logs;

/// <summary>A batch as the log of a run knows it.</summary>
/// <param name="Tag">What it is known by.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Keys">Keys of its requests in the run.</param>
/// <param name="At">When it was written down, before it was handed in; in UTC.</param>
internal sealed record LoggedBatch(string Tag, string Model, IReadOnlyList<UInt128> Keys, DateTimeOffset At)
{
    private const int KeyBytes = 16;

    /// <summary>What was set aside for it, in US dollars.</summary>
    public decimal ReservedUsd { get; init; }

    /// <summary>Whether it repeats requests that failed, as <c>--retry-failed</c> does.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>The vendor's id; null while it is not known whether the vendor has it.</summary>
    public string? Id { get; init; }

    /// <summary>Whether nothing more is to be got from it.</summary>
    public bool HasEnded { get; init; }

    /// <summary>How many of its requests go into a further batch.</summary>
    public int Again { get; init; }

    /// <summary>The line that stands before it is handed in.</summary>
    public BatchLine ToLine() =>
        new()
        {
            Tag = Tag,
            Model = Model,
            Requests = Keys.Count,
            Keys = Pack(Keys),
            ReservedUsd = ReservedUsd,
            IsRepeat = IsRepeat,
            At = At,
        };

    /// <summary>The batch of its first line; null where that is not whole.</summary>
    /// <param name="line">The line.</param>
    public static LoggedBatch? Of(BatchLine line) =>
        line is { Model: { } model, Keys: { } keys, At: { } at } && keys.Length == line.Requests * KeyBytes
            ? new LoggedBatch(line.Tag, model, Unpack(keys), at)
            {
                ReservedUsd = line.ReservedUsd,
                IsRepeat = line.IsRepeat,
            }
            : null;

    private static byte[] Pack(IReadOnlyList<UInt128> keys)
    {
        byte[] packed = new byte[keys.Count * KeyBytes];
        for (int i = 0; i < keys.Count; i++)
        {
            BinaryPrimitives.WriteUInt128BigEndian(packed.AsSpan(i * KeyBytes), keys[i]);
        }

        return packed;
    }

    private static UInt128[] Unpack(byte[] packed)
    {
        var keys = new UInt128[packed.Length / KeyBytes];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = BinaryPrimitives.ReadUInt128BigEndian(packed.AsSpan(i * KeyBytes));
        }

        return keys;
    }
}
