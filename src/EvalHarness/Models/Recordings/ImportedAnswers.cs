using System.Buffers;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Imports;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Recordings;

/// <summary>Answers from other tools' logs, found by the samples that they answer.</summary>
/// <remarks>Keeps hashes and ids; the answers lie in a spool.</remarks>
/// <param name="folder">Where the spool goes when it grows.</param>
internal sealed class ImportedAnswers(string folder) : IDisposable
{
    private const string Model = "imported";

    private readonly RecordedAnswers answers = new(folder);
    private readonly Spool contents = new(folder);
    private readonly Dictionary<string, Collection> tasks = new(StringComparer.Ordinal);

    /// <summary>Names of the tasks in the logs.</summary>
    public IReadOnlyCollection<string> Tasks => tasks.Keys;

    /// <summary>Scores of other filters or perturbations of the same answers, which are passed over.</summary>
    public int PassedOver { get; private set; }

    /// <summary>Takes one answer.</summary>
    /// <param name="sample">The answer, of the one model that is wanted.</param>
    /// <param name="variant">The filter or perturbation wanted; null for the unnamed one, else the first of a sample.</param>
    public void Add(ImportedSample sample, string? variant)
    {
        if (!tasks.TryGetValue(sample.Task, out var collection))
        {
            tasks[sample.Task] = collection = new Collection(contents);
        }

        if (!collection.Take(sample, variant))
        {
            PassedOver++;
            return;
        }

        answers.Add(Line(sample), sample.At);
    }

    /// <summary>Where the logs answer a sample of the suite.</summary>
    /// <param name="task">Name of the task in the suite.</param>
    /// <param name="sample">The sample.</param>
    /// <returns>How it was found, and the task and id of the log; null ids where it was not.</returns>
    public (MatchKind Kind, string? Task, string? Id) Find(string task, Sample sample)
    {
        var kind = MatchKind.None;
        var texts = SampleTexts.Of(sample.Fields.Values);
        bool isNamed = tasks.Count > 1 && tasks.ContainsKey(task);
        foreach (string name in tasks.Keys.Where(name => !isNamed || name == task))
        {
            var collection = tasks[name];
            var match = collection.Matcher.Find(sample.Id, texts, sample.Fields.Values);
            // An id says nothing where tasks number their samples alike.
            if (match.Place >= 0 && (match.Kind == MatchKind.Content || tasks.Count == 1 || name == task))
            {
                return (match.Kind, name, collection.Ids[match.Place]);
            }

            kind = match.Kind == MatchKind.None ? kind : match.Kind;
        }

        return (kind is MatchKind.Content or MatchKind.Id or MatchKind.Contained ? MatchKind.None : kind, null, null);
    }

    /// <summary>The answer to a sample; null when there is none.</summary>
    /// <param name="task">Name of the task in the suite.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="epoch">The repeat, from 0.</param>
    public ChatResponse? Answer(string task, Sample sample, int epoch) =>
        Find(task, sample) is (_, { } name, { } id) ? answers.Find(Model, name, id, epoch) : null;

    /// <summary>Task and id of every sample of the logs.</summary>
    public IEnumerable<(string Task, string Id)> Samples =>
        tasks.SelectMany(task => task.Value.Ids.Select(id => (task.Key, id)));

    public void Dispose()
    {
        answers.Dispose();
        contents.Dispose();
    }

    /// <summary>The answer as a line of this tool's own journal.</summary>
    private static byte[] Line(ImportedSample sample)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("request", "");
            json.WriteString("outcome", Word(sample.Outcome));
            json.WriteString("model", Model);
            json.WriteString("task", sample.Task);
            json.WriteString("sample", sample.Id);
            json.WriteNumber("epoch", sample.Epoch);
            json.WriteString("text", sample.Text ?? "");
            if (sample.FinishReason is { } reason)
            {
                json.WriteString("finish_reason", reason);
            }

            if (sample.LatencySeconds is { } seconds)
            {
                json.WriteNumber("latency_seconds", seconds);
            }

            if (sample.CostUsd is { } usd)
            {
                json.WriteNumber("cost_usd", usd);
            }

            if (sample.Usage is { } usage)
            {
                json.WriteStartObject("usage");
                json.WriteNumber("input", usage.Input);
                json.WriteNumber("cached_input", usage.CachedInput);
                json.WriteNumber("cache_write", usage.CacheWrite);
                json.WriteNumber("output", usage.Output);
                json.WriteNumber("reasoning", usage.Reasoning);
                json.WriteEndObject();
            }

            if (sample.Failure is { } failure)
            {
                json.WriteStartObject("failure");
                json.WriteString("kind", "backend");
                json.WriteString("message", failure);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static string Word(Outcome outcome) => outcome == Outcome.NotRun ? "not_run" : outcome.ToString();

    /// <summary>The samples of one task of the logs.</summary>
    private sealed class Collection
    {
        private readonly Spool contents;
        private readonly Dictionary<string, string> variants = new(StringComparer.Ordinal);
        private readonly List<(long Offset, int Length)> places = [];

        public Collection(Spool contents)
        {
            this.contents = contents;
            Matcher = new SampleMatcher(ContentOf);
        }

        public SampleMatcher Matcher { get; }

        public List<string> Ids { get; } = [];

        /// <summary>Whether it is the variant wanted: that which is named, or the first of each sample.</summary>
        public bool Take(ImportedSample sample, string? variant)
        {
            bool isFirst = !variants.TryGetValue(sample.Id, out string? first);
            if (variant is not null ? sample.Variant != variant : !isFirst && sample.Variant != first)
            {
                return false;
            }

            if (isFirst)
            {
                variants[sample.Id] = sample.Variant;
                Matcher.Add(sample.Id, sample.TextKeys);
                Ids.Add(sample.Id);
                byte[] content = Encoding.UTF8.GetBytes(sample.Input);
                places.Add((contents.Append(content), content.Length));
            }

            return true;
        }

        private string ContentOf(int place)
        {
            byte[] content = new byte[places[place].Length];
            contents.Read(places[place].Offset, content);
            return Encoding.UTF8.GetString(content);
        }
    }
}
