using System.Text.Json;
using EvalHarness.Scoring.Schemas;

namespace EvalHarness.Scoring.Calls;

/// <summary>Holds an argument against what it should be, by value.</summary>
/// <param name="texts">When two texts are the same.</param>
internal readonly struct CallValues(TextEquality texts)
{
    private const string Ignored = " ,./-_*^";

    /// <summary>Whether an argument is right.</summary>
    /// <param name="expected">The call that is right.</param>
    /// <param name="name">Name of the argument.</param>
    /// <param name="given">Its value; null where it was left out.</param>
    public bool IsRight(ExpectedCall expected, string name, JsonElement? given) =>
        !expected.Arguments.TryGetValue(name, out var right) ? given is null
        : expected.IsPermitted ? IsPermitted(right, given)
        : given is { } value && AreEqual(value, right);

    private bool IsPermitted(JsonElement values, JsonElement? given)
    {
        if (given is not { } value)
        {
            return ExpectedCall.CanBeLeftOut(values);
        }

        foreach (var one in values.EnumerateArray())
        {
            if (Fits(value, one))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a value is a permitted one; of objects each member has a list of its own.</summary>
    private bool Fits(JsonElement value, JsonElement permitted)
    {
        if (value.ValueKind == JsonValueKind.Array && permitted.ValueKind == JsonValueKind.Array)
        {
            if (value.GetArrayLength() != permitted.GetArrayLength())
            {
                return false;
            }

            foreach (var (left, right) in value.EnumerateArray().Zip(permitted.EnumerateArray()))
            {
                if (!Fits(left, right))
                {
                    return false;
                }
            }

            return true;
        }

        return AreEqual(value, permitted)
            || (
                value.ValueKind == JsonValueKind.Object
                && permitted.ValueKind == JsonValueKind.Object
                && FitsMembers(CanonicalJson.Members(value), CanonicalJson.Members(permitted))
            );
    }

    private bool FitsMembers(Dictionary<string, JsonElement> value, Dictionary<string, JsonElement> permitted)
    {
        foreach (string name in value.Keys.Union(permitted.Keys, StringComparer.Ordinal))
        {
            if (
                !permitted.TryGetValue(name, out var values)
                || values.ValueKind != JsonValueKind.Array
                || !IsPermitted(values, value.TryGetValue(name, out var given) ? given : null)
            )
            {
                return false;
            }
        }

        return true;
    }

    private bool AreEqual(JsonElement left, JsonElement right)
    {
        if (texts == TextEquality.Exact || left.ValueKind != right.ValueKind)
        {
            return CanonicalJson.Of(left) == CanonicalJson.Of(right);
        }

        switch (left.ValueKind)
        {
            case JsonValueKind.String:
                return Plain(left.GetString()!) == Plain(right.GetString()!);
            case JsonValueKind.Array:
                if (left.GetArrayLength() != right.GetArrayLength())
                {
                    return false;
                }

                foreach (var (one, other) in left.EnumerateArray().Zip(right.EnumerateArray()))
                {
                    if (!AreEqual(one, other))
                    {
                        return false;
                    }
                }

                return true;
            case JsonValueKind.Object:
                var (mine, theirs) = (CanonicalJson.Members(left), CanonicalJson.Members(right));
                foreach (var (name, one) in mine)
                {
                    if (!theirs.TryGetValue(name, out var other) || !AreEqual(one, other))
                    {
                        return false;
                    }
                }

                return mine.Count == theirs.Count;
            default:
                return CanonicalJson.Of(left) == CanonicalJson.Of(right);
        }
    }

    private static string Plain(string text) =>
        string.Concat(text.Where(c => !Ignored.Contains(c, StringComparison.Ordinal)))
            .ToLowerInvariant()
            .Replace('\'', '"');
}
