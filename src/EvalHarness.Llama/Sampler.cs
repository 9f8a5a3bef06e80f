using System.Buffers.Binary;
using System.Security.Cryptography;
using LLama.Native;

namespace EvalHarness.Llama;

/// <summary>Chooses the next token: the most probable at temperature 0, else one drawn by its probability.</summary>
/// <remarks>
/// In llama.cpp's order: the <c>top_k</c> most probable tokens, of these the most probable that together reach <c>top_p</c>, then the
/// temperature. A draw is decided by the whole seed and the prompt alone, so that it comes again in any order of requests, and
/// answers to different prompts do not share their luck.
/// </remarks>
internal sealed class Sampler
{
    private readonly double temperature;
    private readonly double topP;
    private readonly int topK;
    private ulong state;

    /// <summary>Chooses for one answer.</summary>
    /// <param name="temperature">Randomness; 0 takes the most probable token.</param>
    /// <param name="topP">Nucleus share in (0, 1].</param>
    /// <param name="topK">Most tokens to draw from; 0 sets no bound.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="prompt">Tokens of the prompt.</param>
    public Sampler(double temperature, double topP, int topK, long seed, ReadOnlySpan<LLamaToken> prompt)
    {
        (this.temperature, this.topP, this.topK) = (temperature, topP, topK);
        state = temperature > 0 ? Mix(seed, prompt) : 0;
    }

    /// <summary>The next token.</summary>
    /// <param name="logits">One value per token of the vocabulary.</param>
    public int Choose(ReadOnlySpan<float> logits)
    {
        if (temperature <= 0)
        {
            return Probabilities.Best(logits);
        }

        int[] tokens =
            topK > 0 || topP < 1
                ? Probabilities.Largest(logits, topK > 0 ? topK : logits.Length)
                : [.. Enumerable.Range(0, logits.Length)];
        float largest = logits[Probabilities.Best(logits)];
        double[] weights = new double[tokens.Length];
        double total = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            total += weights[i] = Math.Exp(logits[tokens[i]] - largest);
        }

        int kept = Nucleus(weights, total);
        total = 0;
        for (int i = 0; i < kept; i++)
        {
            total += weights[i] = Math.Exp((logits[tokens[i]] - largest) / temperature);
        }

        double at = Draw() * total;
        for (int i = 0; i < kept - 1; i++)
        {
            at -= weights[i];
            if (at < 0)
            {
                return tokens[i];
            }
        }

        return tokens[kept - 1];
    }

    /// <summary>How many of the most probable tokens reach the share; one at least.</summary>
    private int Nucleus(double[] weights, double total)
    {
        if (topP >= 1)
        {
            return weights.Length;
        }

        double reached = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            reached += weights[i] / total;
            if (reached >= topP)
            {
                return i + 1;
            }
        }

        return weights.Length;
    }

    private static ulong Mix(long seed, ReadOnlySpan<LLamaToken> prompt)
    {
        byte[] bytes = new byte[8 + (4 * prompt.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, seed);
        for (int i = 0; i < prompt.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8 + (4 * i)), (int)prompt[i]);
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes));
    }

    /// <summary>
    /// A number in [0, 1) by SplitMix64 (Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014,
    /// doi:10.1145/2714064.2660195).
    /// </summary>
    private double Draw()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
