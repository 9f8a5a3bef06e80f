using System.Text.Json;

namespace EvalHarness.Tests.Golden;

/// <summary>One golden case: what goes in, what must come out, and how exactly.</summary>
/// <param name="File">Name of the file that holds the case.</param>
/// <param name="Name">Name of the case, or its id in the schema of the decision cases.</param>
/// <param name="Fault">Why the case cannot be run; null where it can.</param>
public sealed record GoldenCase(string File, string Name, string? Fault = null)
{
    /// <summary>The keys under which an operation may be registered, most particular first.</summary>
    public IReadOnlyList<string> Ops { get; private init; } = [];

    /// <summary>The operation's argument.</summary>
    public JsonElement Input { get; private init; }

    /// <summary>The expected fields.</summary>
    public JsonElement Expected { get; private init; }

    /// <summary>The case's tolerance.</summary>
    public GoldenTolerance Tolerance { get; private init; } = new(default);

    internal static GoldenCase Of(string file, int index, JsonElement json)
    {
        string name = Text(json, "name") ?? Text(json, "id") ?? $"case {index}";
        bool decision = json.TryGetProperty("inputs", out var input);
        if (!decision && !json.TryGetProperty("input", out input))
        {
            return new GoldenCase(file, name, "the case has no input");
        }
        if (!json.TryGetProperty("expected", out var expected))
        {
            return new GoldenCase(file, name, "the case expects nothing");
        }
        string?[] ops = decision ? [Text(json, "id"), Text(json, "kind")] : [Text(input, "op")];
        return new GoldenCase(file, name)
        {
            Ops = [.. ops.OfType<string>()],
            Input = input,
            Expected = expected,
            Tolerance = new(json.TryGetProperty("tolerance", out var tolerance) ? tolerance : default),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Name}";

    private static string? Text(JsonElement json, string key) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(key, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
