using System.Text;

namespace EvalHarness.Llama.Tests;

/// <summary>Writes a GGUF file, version 3, with 32-bit numbers.</summary>
internal sealed class GgufFile
{
    private const int Alignment = 32;
    private const uint Float32 = 0;

    private readonly List<(string Key, Action<BinaryWriter> Write)> values = [];
    private readonly List<(string Name, int[] Shape, float[] Numbers)> tensors = [];

    public GgufFile Add(string key, string value) =>
        Add(
            key,
            writer =>
            {
                writer.Write(8u);
                Write(writer, value);
            }
        );

    public GgufFile Add(string key, uint value) =>
        Add(
            key,
            writer =>
            {
                writer.Write(4u);
                writer.Write(value);
            }
        );

    public GgufFile Add(string key, float value) =>
        Add(
            key,
            writer =>
            {
                writer.Write(6u);
                writer.Write(value);
            }
        );

    public GgufFile Add(string key, bool value) =>
        Add(
            key,
            writer =>
            {
                writer.Write(7u);
                writer.Write(value);
            }
        );

    public GgufFile Add(string key, IReadOnlyList<string> items) =>
        Add(
            key,
            writer =>
            {
                writer.Write(9u);
                writer.Write(8u);
                writer.Write((ulong)items.Count);
                foreach (string item in items)
                {
                    Write(writer, item);
                }
            }
        );

    public GgufFile Add(string key, IReadOnlyList<int> items) =>
        Add(
            key,
            writer =>
            {
                writer.Write(9u);
                writer.Write(5u);
                writer.Write((ulong)items.Count);
                foreach (int item in items)
                {
                    writer.Write(item);
                }
            }
        );

    /// <param name="name">Name of the tensor.</param>
    /// <param name="numbers">Its numbers, the first dimension fastest.</param>
    /// <param name="shape">Its dimensions, the fastest first.</param>
    public GgufFile AddTensor(string name, float[] numbers, params int[] shape)
    {
        tensors.Add((name, shape, numbers));
        return this;
    }

    public void Save(string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)tensors.Count);
        writer.Write((ulong)values.Count);
        foreach (var (key, write) in values)
        {
            Write(writer, key);
            write(writer);
        }

        ulong offset = 0;
        foreach (var (name, shape, numbers) in tensors)
        {
            Write(writer, name);
            writer.Write((uint)shape.Length);
            foreach (int length in shape)
            {
                writer.Write((ulong)length);
            }

            writer.Write(Float32);
            writer.Write(offset);
            offset += Padded((ulong)numbers.Length * sizeof(float));
        }

        foreach (var (_, _, numbers) in tensors)
        {
            Pad(writer);
            foreach (float number in numbers)
            {
                writer.Write(number);
            }
        }

        Pad(writer);
    }

    private GgufFile Add(string key, Action<BinaryWriter> write)
    {
        values.Add((key, write));
        return this;
    }

    private static void Write(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void Pad(BinaryWriter writer)
    {
        while (writer.BaseStream.Position % Alignment != 0)
        {
            writer.Write((byte)0);
        }
    }

    private static ulong Padded(ulong bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
