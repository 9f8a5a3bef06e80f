using System.Security.Cryptography;
using EvalHarness.Core;

namespace EvalHarness.Tests.Models;

/// <summary>Small pictures for tests, as files.</summary>
internal static class Pictures
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    /// <summary>The bytes of a picture of one point; unlike numbers give unlike ones.</summary>
    public static byte[] Bytes(int number = 0) => number == 0 ? Png : [.. Png, .. BitConverter.GetBytes(number)];

    public static string Base64(int number = 0) => Convert.ToBase64String(Bytes(number));

    /// <summary>Writes a picture to a folder.</summary>
    public static Image Write(string folder, string name, int number = 0)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        byte[] bytes = Bytes(number);
        File.WriteAllBytes(path, bytes);
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return new Image(new FilePath(path, name), "image/png", hash, bytes.Length);
    }

    /// <summary>The request with pictures in its last turn.</summary>
    public static Request Show(Request request, params Image[] images) =>
        request with
        {
            Prompt = request.Prompt with
            {
                Turns = [.. request.Prompt.Turns[..^1], request.Prompt.Turns[^1] with { Images = [.. images] }],
            },
        };
}
