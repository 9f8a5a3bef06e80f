using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Prompts;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Endpoints;

/// <summary>A body of requests in whose texts places are filled in; a place that is the whole text keeps its JSON type.</summary>
/// <remarks>
/// A field whose whole text is the place of something that a request does not have is left out. What is filled in is never looked at again.
/// </remarks>
internal sealed class BodyTemplate
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Node root;
    private readonly string model;

    private BodyTemplate(Node root, string model)
    {
        (this.root, this.model) = (root, model);
        Names = [.. root.Names().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Names of the places, each once.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="body">The body.</param>
    /// <param name="model">Name of the model, for messages.</param>
    /// <param name="at">Where the model is declared, for faults.</param>
    /// <exception cref="DocumentException">Braces are not closed, or name nothing.</exception>
    public static BodyTemplate Parse(JsonElement body, string model, Location at) => new(Read(body, at), model);

    /// <summary>The body of a request.</summary>
    /// <param name="messages">The turns.</param>
    /// <param name="options">The settings; null for none.</param>
    /// <exception cref="ModelException">A place names a field that the sample lacks.</exception>
    public ReadOnlyMemory<byte> Write(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var places = new TemplatePlaces([.. messages], options, model, Names.Contains(TemplatePlaces.System));
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        if (root.IsThere(places))
        {
            root.Write(json, places);
        }
        else
        {
            json.WriteNullValue();
        }

        json.Flush();
        return buffer.WrittenMemory;
    }

    private static Node Read(JsonElement body, Location at) =>
        body.ValueKind switch
        {
            JsonValueKind.Object => new Fields([
                .. body.EnumerateObject().Select(field => (field.Name, Read(field.Value, at))),
            ]),
            JsonValueKind.Array => new Items([.. body.EnumerateArray().Select(item => Read(item, at))]),
            JsonValueKind.String when PromptTemplate.Parse(body.GetString()!, at) is { Fields.IsEmpty: false } text =>
                new Text(text),
            JsonValueKind.String => new Plain(
                JsonSerializer.SerializeToElement(PromptTemplate.Parse(body.GetString()!, at).Render(_ => ""))
            ),
            _ => new Plain(body.Clone()),
        };

    private abstract class Node
    {
        public virtual IEnumerable<string> Names() => [];

        /// <summary>Whether the request has what would stand here.</summary>
        public virtual bool IsThere(TemplatePlaces places) => true;

        public abstract void Write(Utf8JsonWriter json, TemplatePlaces places);
    }

    private sealed class Plain(JsonElement value) : Node
    {
        public override void Write(Utf8JsonWriter json, TemplatePlaces places) => value.WriteTo(json);
    }

    private sealed class Text(PromptTemplate text) : Node
    {
        public override IEnumerable<string> Names() => text.Fields;

        public override bool IsThere(TemplatePlaces places) =>
            text.OnlyField is not { } name || places.Find(name) is not null;

        public override void Write(Utf8JsonWriter json, TemplatePlaces places)
        {
            if (text.OnlyField is { } name)
            {
                places.Find(name)!.Value.WriteTo(json);
            }
            else
            {
                json.WriteStringValue(text.Render(place => Shown(places.Find(place))));
            }
        }

        private static string Shown(JsonElement? value) =>
            value switch
            {
                null => "",
                { ValueKind: JsonValueKind.String } said => said.GetString()!,
                { } other => other.GetRawText(),
            };
    }

    private sealed class Fields(ImmutableArray<(string Name, Node Value)> fields) : Node
    {
        public override IEnumerable<string> Names() => fields.SelectMany(field => field.Value.Names());

        public override void Write(Utf8JsonWriter json, TemplatePlaces places)
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields.Where(field => field.Value.IsThere(places)))
            {
                json.WritePropertyName(name);
                value.Write(json, places);
            }

            json.WriteEndObject();
        }
    }

    private sealed class Items(ImmutableArray<Node> items) : Node
    {
        public override IEnumerable<string> Names() => items.SelectMany(item => item.Names());

        public override void Write(Utf8JsonWriter json, TemplatePlaces places)
        {
            json.WriteStartArray();
            foreach (var item in items.Where(item => item.IsThere(places)))
            {
                item.Write(json, places);
            }

            json.WriteEndArray();
        }
    }
}
