using System.Buffers.Binary;

namespace EvalHarness.Fleet.Store;

/// <summary>Keys of requests as the store has them.</summary>
internal static class RequestKeys
{
    /// <summary>A key as the store's sixteen bytes.</summary>
    /// <param name="key">The key.</param>
    public static Guid ToGuid(this UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return new Guid(bytes, bigEndian: true);
    }
}
