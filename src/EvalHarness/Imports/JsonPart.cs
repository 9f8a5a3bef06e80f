using System.Text;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Imports;

/// <summary>A part of a JSON document: a row, a property of the object at the top, or an item of a list under one.</summary>
/// <param name="Name">Name of the property; empty for a row.</param>
/// <param name="Json">Its bytes, valid until the next part is read.</param>
/// <param name="At">Where it begins.</param>
internal readonly record struct JsonPart(string Name, ReadOnlyMemory<byte> Json, Location At)
{
    /// <summary>Its value, in memory of its own.</summary>
    /// <exception cref="DocumentException">It is broken.</exception>
    public JsonElement Read()
    {
        try
        {
            // A name with half a character in it would end whatever looks for another name.
            return ImportedJson.HasHalves(Json.Span)
                ? JsonElement.Parse(ImportedJson.VisibleHalves(Encoding.UTF8.GetString(Json.Span)))
                : JsonElement.Parse(Json.Span);
        }
        catch (JsonException)
        {
            throw new DocumentException(new Fault(At, "found broken JSON", "whole JSON values"));
        }
    }
}
