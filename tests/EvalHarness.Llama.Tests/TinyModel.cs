namespace EvalHarness.Llama.Tests;

/// <summary>Models of the Llama architecture small enough to be written by a test: two layers, a token for each byte, seeded weights.</summary>
/// <remarks>What they say means nothing, but it hangs on the whole prompt: small letters, blanks and the end of the turn.</remarks>
internal static class TinyModel
{
    /// <summary>Turns as ChatML writes them, with a system turn of the model's own where the chat has none.</summary>
    public const string ChatMl =
        "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
        + "{{ '<|im_start|>system\nbe kind<|im_end|>\n' }}{% endif %}"
        + "{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
        + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    public const int ContextSize = 512;

    private const int Width = 32;
    private const int Inner = 64;
    private const int Heads = 4;
    private const int HeadsOfKeys = 2;
    private const int Layers = 2;
    private const int Rank = 4;

    private static readonly string[] Special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<s>"];

    /// <summary>The bytes that GPT-2's alphabet shows as they are; the others follow from U+0100 on.</summary>
    private static readonly string[] Bytes =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(
                (value, _) =>
                    (
                        IsShown(value)
                            ? (char)value
                            : (char)(256 + Enumerable.Range(0, value).Count(other => !IsShown(other)))
                    ).ToString()
            ),
    ];

    /// <summary>Writes a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="template">Its chat template; null for none.</param>
    /// <param name="addsBeginning">Whether it wants <c>&lt;s&gt;</c> before every text.</param>
    public static string Write(string path, int seed = 1, string? template = ChatMl, bool addsBeginning = false)
    {
        var random = new Random(seed);
        string[] tokens = [.. Special, .. Bytes, "ou", "the"];
        var file = new GgufFile()
            .Add("general.architecture", "llama")
            .Add("general.name", "tiny")
            .Add("llama.context_length", (uint)ContextSize)
            .Add("llama.embedding_length", Width)
            .Add("llama.block_count", Layers)
            .Add("llama.feed_forward_length", Inner)
            .Add("llama.attention.head_count", Heads)
            .Add("llama.attention.head_count_kv", HeadsOfKeys)
            .Add("llama.attention.layer_norm_rms_epsilon", 1e-5f)
            .Add("llama.rope.dimension_count", Width / Heads)
            .Add("llama.vocab_size", (uint)tokens.Length)
            .Add("tokenizer.ggml.model", "gpt2")
            .Add("tokenizer.ggml.pre", "gpt-2")
            .Add("tokenizer.ggml.tokens", tokens)
            .Add("tokenizer.ggml.token_type", [.. tokens.Select((_, i) => i < Special.Length ? 3 : 1)])
            .Add("tokenizer.ggml.merges", ["o u", "t h", "th e"])
            .Add("tokenizer.ggml.bos_token_id", 3u)
            .Add("tokenizer.ggml.eos_token_id", 2u)
            .Add("tokenizer.ggml.add_bos_token", addsBeginning);
        if (template is not null)
        {
            file.Add("tokenizer.chat_template", template);
        }

        file.AddTensor("token_embd.weight", Numbers(random, Width * tokens.Length, 1), Width, tokens.Length)
            .AddTensor("output_norm.weight", Ones(), Width)
            .AddTensor("output.weight", Output(random, tokens), Width, tokens.Length);
        for (int i = 0; i < Layers; i++)
        {
            const int keys = Width / Heads * HeadsOfKeys;
            file.AddTensor($"blk.{i}.attn_norm.weight", Ones(), Width)
                .AddTensor($"blk.{i}.attn_q.weight", Numbers(random, Width * Width, 0.3), Width, Width)
                .AddTensor($"blk.{i}.attn_k.weight", Numbers(random, Width * keys, 0.3), Width, keys)
                .AddTensor($"blk.{i}.attn_v.weight", Numbers(random, Width * keys, 0.3), Width, keys)
                .AddTensor($"blk.{i}.attn_output.weight", Numbers(random, Width * Width, 0.5), Width, Width)
                .AddTensor($"blk.{i}.ffn_norm.weight", Ones(), Width)
                .AddTensor($"blk.{i}.ffn_gate.weight", Numbers(random, Width * Inner, 0.3), Width, Inner)
                .AddTensor($"blk.{i}.ffn_up.weight", Numbers(random, Width * Inner, 0.3), Width, Inner)
                .AddTensor($"blk.{i}.ffn_down.weight", Numbers(random, Inner * Width, 0.3), Inner, Width);
        }

        file.Save(path);
        return path;
    }

    /// <summary>Writes a LoRA adapter over such a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seed">Seed of its weights.</param>
    /// <param name="width">Width of the model that it is for.</param>
    public static string WriteAdapter(string path, int seed = 7, int width = Width)
    {
        var random = new Random(seed);
        var file = new GgufFile()
            .Add("general.type", "adapter")
            .Add("general.architecture", "llama")
            .Add("adapter.type", "lora")
            .Add("adapter.lora.alpha", 2f * Rank);
        for (int i = 0; i < Layers; i++)
        {
            file.AddTensor($"blk.{i}.attn_output.weight.lora_a", Numbers(random, width * Rank, 0.5), width, Rank)
                .AddTensor($"blk.{i}.attn_output.weight.lora_b", Numbers(random, Rank * width, 0.5), Rank, width);
        }

        file.Save(path);
        return path;
    }

    private static bool IsShown(int value) =>
        value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);

    private static float[] Ones() => [.. Enumerable.Repeat(1f, Width)];

    /// <summary>Only small letters, the blank and the end of a turn are ever probable.</summary>
    private static float[] Output(Random random, string[] tokens)
    {
        string blank = Bytes[' '];
        return
        [
            .. tokens.SelectMany(token =>
                Numbers(
                    random,
                    Width,
                    token == "<|im_end|>" || token == blank || (token.Length == 1 && char.IsAsciiLetterLower(token[0]))
                        ? 0.6
                        : 0.01
                )
            ),
        ];
    }

    private static float[] Numbers(Random random, int count, double deviation) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(Normal(random) * deviation))];

    /// <summary>Box and Muller.</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
