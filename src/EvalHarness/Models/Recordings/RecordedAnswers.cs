using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Recordings;

/// <summary>Finds recorded answers by sample; keeps an index of some fifty bytes an answer, and the answers in a spool.</summary>
/// <param name="folder">Where the spool goes when it grows.</param>
internal sealed class RecordedAnswers(string folder) : IDisposable
{
    private readonly Spool spool = new(folder);
    private readonly Dictionary<UInt128, Entry> index = [];
    private readonly SortedSet<string> models = new(StringComparer.Ordinal);
    private readonly SortedSet<string> tasks = new(StringComparer.Ordinal);

    /// <summary>Names of the models whose answers are here; the empty name where lines do not say.</summary>
    public IReadOnlyCollection<string> Models => models;

    /// <summary>Where the parts of an answer stand.</summary>
    public RecordedKeys Keys { get; init; } = RecordedKeys.Usual;

    /// <summary>How many answers there may be to one sample in a file that does not number them; those beyond the first are its repeats. 1 by default.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Answers that stand twice, word for word, and count once.</summary>
    public int Doubled { get; private set; }

    /// <summary>Takes one line into the index.</summary>
    /// <param name="line">The line, one JSON object.</param>
    /// <param name="at">Where it stands, for faults.</param>
    /// <exception cref="DocumentException">The line holds no answer, or two lines do for one sample.</exception>
    public void Add(ReadOnlyMemory<byte> line, Location at)
    {
        using var document = Parse(line, at);
        var recorded = new RecordedLine(document.RootElement, Keys);
        string id = Check(recorded, at);
        models.Add(recorded.Model);
        if (recorded.Judged is null)
        {
            tasks.Add(recorded.Task);
        }

        var key = recorded.Judged is { } prompt
            ? VerdictKeyOf(recorded.Model, prompt, recorded.Epoch)
            : KeyOf(recorded.Model, recorded.Task, id, recorded.Epoch);
        bool isUsable = recorded.Outcome?.IsMissing() != true;
        if (index.TryGetValue(key, out var earlier))
        {
            if (!recorded.IsJournal)
            {
                if (PlaceOfRepeat(key, recorded, earlier, id, at) is not { } free)
                {
                    Doubled++;
                    return;
                }

                key = free;
            }
            // A journal asks again only after a failure; a later failure does not unmake an answer.
            else if (earlier.IsUsable && !isUsable)
            {
                return;
            }
        }

        index[key] = new Entry(spool.Append(line.Span), line.Length, isUsable, at.Line, TextKey(recorded));
    }

    /// <summary>Where a further answer to a sample goes; null for one that stands there already, word for word.</summary>
    private UInt128? PlaceOfRepeat(UInt128 key, RecordedLine recorded, Entry earlier, string id, Location at)
    {
        if (Repeats == 1 || recorded.HasEpoch)
        {
            return earlier.Text == TextKey(recorded)
                ? null
                : throw Wrong(
                    at,
                    $"another answer for sample '{VisibleText.Id(id)}'{Line(earlier)}",
                    "one answer a sample, a key 'epoch', or 'repeats:' of the task"
                );
        }

        for (int epoch = 1; epoch < Repeats; epoch++)
        {
            if (!index.ContainsKey(key + (UInt128)(uint)epoch))
            {
                return key + (UInt128)(uint)epoch;
            }
        }

        throw Wrong(
            at,
            FormattableString.Invariant($"more than {Repeats} answers for sample '{VisibleText.Id(id)}'"),
            "as many as the task's 'repeats:'"
        );
    }

    private static string Line(Entry earlier) =>
        earlier.Line > 0 ? FormattableString.Invariant($", first at line {earlier.Line}") : "";

    private static ulong TextKey(RecordedLine recorded) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(recorded.Answer ?? "")));

    /// <summary>The recorded answer; null when there is none.</summary>
    /// <param name="model">Name of the model as recorded.</param>
    /// <param name="task">Name of the task; where only one was recorded, its name does not matter.</param>
    /// <param name="sampleId">Id of the sample that was asked about, as the recording has it.</param>
    /// <param name="epoch">The repeat, from 0.</param>
    public ChatResponse? Find(string model, string task, string sampleId, int epoch) =>
        Find(KeyOf(model, tasks.Count == 1 ? tasks.Min! : task, sampleId, epoch));

    /// <summary>What was said of an answer, by what was asked: the same words about the same answer; null when nothing was recorded.</summary>
    /// <param name="model">Name of the model as recorded.</param>
    /// <param name="promptHash">Hash of the prompt.</param>
    /// <param name="epoch">The repeat, from 0.</param>
    public ChatResponse? FindVerdict(string model, string promptHash, int epoch) =>
        Find(VerdictKeyOf(model, promptHash, epoch));

    private ChatResponse? Find(UInt128 key)
    {
        if (!index.TryGetValue(key, out var entry))
        {
            return null;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(entry.Length);
        try
        {
            spool.Read(entry.Offset, rented.AsSpan(0, entry.Length));
            using var document = JsonDocument.Parse(rented.AsMemory(0, entry.Length));
            return new RecordedLine(document.RootElement, Keys).ToResponse();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Whether a first answer to a sample was recorded.</summary>
    /// <param name="model">Name of the model as recorded.</param>
    /// <param name="task">Name of the task; where only one was recorded, its name does not matter.</param>
    /// <param name="sampleId">Id of the sample, as the recording has it.</param>
    public bool Has(string model, string task, string sampleId) =>
        index.ContainsKey(KeyOf(model, tasks.Count == 1 ? tasks.Min! : task, sampleId, 0));

    /// <summary>The samples with an answer of a model, as the recording has them, each once, in no order.</summary>
    /// <param name="model">Name of the model as recorded.</param>
    public IEnumerable<string> SamplesOf(string model)
    {
        foreach (var (key, entry) in index)
        {
            using var document = JsonDocument.Parse(Line(entry.Offset, entry.Length));
            var recorded = new RecordedLine(document.RootElement, Keys);
            if (
                recorded is { Judged: null, SampleId: { } id }
                && recorded.Model == model
                && key == KeyOf(model, recorded.Task, id, 0)
            )
            {
                yield return id;
            }
        }
    }

    public void Dispose() => spool.Dispose();

    private byte[] Line(long offset, int length)
    {
        byte[] line = new byte[length];
        spool.Read(offset, line);
        return line;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> line, Location at)
    {
        try
        {
            var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw Wrong(at, "a line that is no object", "one JSON object a line");
        }
        catch (JsonException e)
        {
            throw Wrong(
                at with
                {
                    Column = (int)(e.BytePositionInLine ?? 0) + 1,
                },
                "broken JSON",
                "one JSON object a line"
            );
        }
    }

    private string Check(RecordedLine recorded, Location at)
    {
        if (recorded.SampleId is not { } id)
        {
            throw Wrong(
                at,
                "a line without an id",
                Keys.Id is null ? "'id' or 'sample_id', or another key named by id:" : $"'{Keys.Id}'"
            );
        }

        if (recorded.IsJournal && recorded.Outcome is null)
        {
            throw Wrong(at, "an unknown outcome", "an outcome of this tool");
        }

        return recorded.FindTextKeys() switch
        {
            [_] => id,
            [] => throw Wrong(
                at,
                "a line without an answer",
                $"'{Keys.Text ?? "text"}', or another key named by text:"
            ),
            [.. var several] => throw Wrong(
                at,
                $"keys {string.Join(" and ", several.Select(key => $"'{key}'"))}",
                "text: with the one that holds the answer"
            ),
        };
    }

    private static DocumentException Wrong(Location at, string found, string expected) =>
        new(new Fault(at, found, expected));

    private static UInt128 KeyOf(string model, string task, string sampleId, int epoch)
    {
        byte[] text = Encoding.UTF8.GetBytes($"{model}\n{task}\n{sampleId}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash) + (UInt128)(uint)epoch;
    }

    /// <summary>No task has a line break in its name.</summary>
    private static UInt128 VerdictKeyOf(string model, string promptHash, int epoch) =>
        KeyOf(model, "\nverdict", promptHash, epoch);

    private readonly record struct Entry(long Offset, int Length, bool IsUsable, int Line, ulong Text);
}
