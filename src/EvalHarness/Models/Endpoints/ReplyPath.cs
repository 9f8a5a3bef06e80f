using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace EvalHarness.Models.Endpoints;

/// <summary>The way to a value of a reply: names of fields and numbers of items from 0, with dots between.</summary>
internal sealed class ReplyPath
{
    private readonly ImmutableArray<string> steps;

    private ReplyPath(ImmutableArray<string> steps) => this.steps = steps;

    /// <summary>What a path looks like, for faults.</summary>
    public const string Expected = "names and numbers with dots between, such as choices.0.text";

    /// <summary>Reads a path; null where it is none.</summary>
    /// <param name="text">The path, for example <c>choices.0.text</c>.</param>
    public static ReplyPath? Parse(string text)
    {
        string[] steps = text.Split('.');
        return steps.Any(step => string.IsNullOrWhiteSpace(step) || step.AsSpan().ContainsAny("[]{}$"))
            ? null
            : new ReplyPath([.. steps]);
    }

    /// <summary>The value at the end of the way; null where there is none.</summary>
    /// <param name="root">The reply.</param>
    public JsonElement? Find(JsonElement root)
    {
        var at = root;
        foreach (string step in steps)
        {
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out var field))
            {
                at = field;
            }
            else if (
                at.ValueKind == JsonValueKind.Array
                && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int place)
                && place < at.GetArrayLength()
            )
            {
                at = at[place];
            }
            else
            {
                return null;
            }
        }

        return at;
    }
}
