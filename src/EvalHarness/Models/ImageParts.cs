using System.Security.Cryptography;
using EvalHarness.Core;
using EvalHarness.Yaml;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models;

/// <summary>Pictures as parts of a message.</summary>
internal static class ImageParts
{
    private const string PathKey = "evalharness.path";

    /// <summary>A picture with its bytes, which are those that were planned.</summary>
    /// <param name="image">The picture.</param>
    /// <exception cref="ModelException">It is gone, or is another one.</exception>
    public static AIContent Read(Image image)
    {
        byte[] bytes;
        try
        {
            using var file = File.OpenRead(image.File.Full);
            // One that has grown is not read to its end.
            bytes = file.Length == image.Bytes ? new byte[image.Bytes] : [];
            file.ReadExactly(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Failed(image, "cannot be read any more", e);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == image.Hash
            ? new DataContent(bytes, image.MediaType)
            {
                AdditionalProperties = new AdditionalPropertiesDictionary { [PathKey] = image.File.Full },
            }
            : throw Failed(image, "is not the one that was planned", null);
    }

    /// <summary>The pictures of a message, in order.</summary>
    /// <param name="message">The message.</param>
    public static DataContent[] In(ChatMessage message) =>
        [.. message.Contents.OfType<DataContent>().Where(part => part.HasTopLevelMediaType("image"))];

    /// <summary>Where a picture lies; null where the caller gave its bytes alone.</summary>
    /// <param name="part">The picture.</param>
    public static string? PathOf(DataContent part) => part.AdditionalProperties?.GetValueOrDefault(PathKey) as string;

    private static ModelException Failed(Image image, string how, Exception? inner) =>
        new(
            new Failure("image", null, $"the picture {Wording.Quote(image.File.AsWritten)} {how}"),
            isTransient: false,
            inner: inner
        );
}
