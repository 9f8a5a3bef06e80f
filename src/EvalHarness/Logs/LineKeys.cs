using System.Text.Json;

namespace EvalHarness.Logs;

/// <summary>What tells a line of a log from the others, read without the rest of it.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Sample">Id of the sample.</param>
/// <param name="Model">Name of the model; empty in lines that have none.</param>
/// <param name="Epoch">Repeat, from 0.</param>
/// <param name="Request">Identity of the request; empty in lines that have none.</param>
/// <param name="Outcome">Word of the outcome; empty in lines that have none.</param>
/// <param name="At">When the response came.</param>
internal readonly record struct LineKeys(
    string Task,
    string Sample,
    string Model,
    int Epoch,
    string Request,
    string Outcome,
    DateTimeOffset At
)
{
    /// <summary>Reads the current line whole, so that a broken one is found; false when it is empty or torn.</summary>
    /// <param name="reader">Where the line stands.</param>
    /// <param name="keys">What was found.</param>
    public static bool TryRead(LineReader reader, out LineKeys keys)
    {
        keys = default;
        if (reader.Line.IsEmpty)
        {
            return false;
        }

        try
        {
            keys = Read(reader.Line.Span);
            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            return reader.IsTorn ? false : throw JsonLines.Broken(reader, broken);
        }
    }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    public static LineKeys Read(ReadOnlySpan<byte> line)
    {
        var (task, sample, model, epoch) = ("", "", "", 0);
        var (request, outcome, at) = ("", "", default(DateTimeOffset));
        var json = new Utf8JsonReader(line);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("expected an object");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref json, "task"u8))
            {
                task = json.GetString() ?? "";
            }
            else if (Is(ref json, "sample"u8))
            {
                sample = json.GetString() ?? "";
            }
            else if (Is(ref json, "model"u8))
            {
                model = json.GetString() ?? "";
            }
            else if (Is(ref json, "epoch"u8))
            {
                epoch = json.GetInt32();
            }
            else if (Is(ref json, "request"u8))
            {
                request = json.GetString() ?? "";
            }
            else if (Is(ref json, "outcome"u8))
            {
                outcome = json.GetString() ?? "";
            }
            else if (Is(ref json, "at"u8))
            {
                at = json.GetDateTimeOffset();
            }
            else if (json.Read())
            {
                json.Skip();
            }
        }
        if (json.TokenType != JsonTokenType.EndObject || json.Read())
        {
            throw new JsonException("expected one object");
        }

        return new LineKeys(task, sample, model, epoch, request, outcome, at);
    }

    private static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name) =>
        json.ValueTextEquals(name) && json.Read();
}
