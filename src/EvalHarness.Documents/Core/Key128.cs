using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EvalHarness.Core;

/// <summary>Sixteen bytes that stand for a text in sets of millions: equal texts, equal keys.</summary>
internal static class Key128
{
    /// <summary>The key of a text: the text itself where it is 32 hexadecimal digits, else the start of its SHA-256.</summary>
    /// <param name="text">The text.</param>
    public static UInt128 Of(ReadOnlySpan<char> text)
    {
        if (
            text.Length == 32
            && UInt128.TryParse(
                text,
                System.Globalization.NumberStyles.AllowHexSpecifier,
                System.Globalization.CultureInfo.InvariantCulture,
                out var key
            )
        )
        {
            return key;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var bytes =
            Encoding.UTF8.GetMaxByteCount(text.Length) <= 512
                ? stackalloc byte[512]
                : new byte[Encoding.UTF8.GetByteCount(text)];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
