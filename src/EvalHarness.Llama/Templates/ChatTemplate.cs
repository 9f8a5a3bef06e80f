using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace EvalHarness.Llama.Templates;

/// <summary>How a model writes the turns of a chat as one text: the Jinja template that its file holds.</summary>
/// <remarks>
/// A part of Jinja: what templates of models are written with. <c>strftime_now</c> is not defined, as a prompt that holds today's
/// date would be another one tomorrow; templates that look whether it is write a fixed date then.
/// </remarks>
internal sealed class ChatTemplate
{
    private readonly ImmutableArray<Node> nodes;

    /// <summary>Reads a template.</summary>
    /// <param name="source">The template.</param>
    /// <exception cref="TemplateException">It cannot be read.</exception>
    public ChatTemplate(string source) => nodes = new TemplateParser(source).Parse();

    /// <summary>Names a template in a fingerprint.</summary>
    /// <param name="source">The template.</param>
    public static string HashOf(string source) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))[..16];

    /// <summary>The turns as one text, up to where the model's own turn begins.</summary>
    /// <param name="turns">The turns.</param>
    /// <param name="beginning">Text of the token that begins every text; empty where there is none.</param>
    /// <param name="end">Text of the token that ends every text; empty where there is none.</param>
    /// <exception cref="TemplateException">The template refuses the turns, or does what is not understood here.</exception>
    public string Render(IEnumerable<ChatMessage> turns, string beginning, string end)
    {
        var scope = new Scope(null)
        {
            ["messages"] = turns.Select(Turn).ToList(),
            ["add_generation_prompt"] = true,
            ["bos_token"] = beginning,
            ["eos_token"] = end,
            ["tools"] = null,
            ["namespace"] = new Function((_, named) => new Dictionary<string, object?>(named, StringComparer.Ordinal)),
            ["dict"] = new Function((_, named) => new Dictionary<string, object?>(named, StringComparer.Ordinal)),
            ["range"] = new Function((values, _) => Range(values)),
        };
        return new Rendering().Write(nodes, scope);
    }

    private static object? Turn(ChatMessage turn) =>
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["role"] = turn.Role.Value, ["content"] = turn.Text };

    private static List<object?> Range(IReadOnlyList<object?> values)
    {
        long from = values.Count > 1 ? Values.Whole(values[0]) : 0;
        long to = Values.Whole(values[values.Count > 1 ? 1 : 0]);
        long step = values.Count > 2 ? Values.Whole(values[2]) : 1;
        var all = new List<object?>();
        for (long i = from; step > 0 ? i < to : step < 0 && i > to; i += step)
        {
            all.Add(i);
            if (all.Count > 100_000)
            {
                throw new TemplateException("a range of more than 100,000 numbers");
            }
        }

        return all;
    }
}
