using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EvalHarness.Core;

/// <summary>Names content by its hash: equal content, equal name, on every machine and in every version.</summary>
public static class Digest
{
    /// <summary>
    /// The first 128 bits of SHA-256 over the parts, hexadecimal. Each part is UTF-8 with its length before it, so that
    /// <c>("ab", "c")</c> and <c>("a", "bc")</c> differ.
    /// </summary>
    /// <param name="parts">The content, in an order that is part of it.</param>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        int length = 0;
        foreach (string part in parts)
        {
            length += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        }

        byte[]? rented = length > 1024 ? System.Buffers.ArrayPool<byte>.Shared.Rent(length) : null;
        var bytes = rented ?? stackalloc byte[1024];
        int end = 0;
        foreach (string part in parts)
        {
            int written = Encoding.UTF8.GetBytes(part, bytes[(end + sizeof(int))..]);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[end..], written);
            end += sizeof(int) + written;
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..end], hash);
        if (rented is not null)
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        }

        return Convert.ToHexStringLower(hash[..16]);
    }
}
