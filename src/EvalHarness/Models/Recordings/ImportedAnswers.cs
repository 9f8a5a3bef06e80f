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
    private readonly List<Collection> all = [];
    private Dictionary<string, Collection> tasks = new(StringComparer.Ordinal);

    /// <summary>Takes one answer.</summary>
    /// <param name="sample">The answer, of the one model that is wanted.</param>
    public void Add(ImportedSample sample)
    {
        var collection = all.Find(one => one.Task == sample.Task && one.Variant == sample.Variant);
        if (collection is null)
        {
            collection = new Collection(sample.Task, sample.Variant, contents);
            all.Add(collection);
        }

        collection.Add(sample);
        answers.Add(Line(sample, collection.Key), sample.At);
    }

    /// <summary>Ends the adding: of several filters, splits or perturbations of the same answers one counts.</summary>
    /// <param name="wanted">The variant; null for the unnamed one, else the first of a task.</param>
    /// <param name="at">Where the model is declared.</param>
    /// <exception cref="DocumentException">No task has the variant that is wanted.</exception>
    public void Choose(string? wanted, Location at)
    {
        tasks = all.GroupBy(one => one.Task, StringComparer.Ordinal)
            .Select(task =>
                task.FirstOrDefault(one =>
                    one.Variant == VariantChoice.Of([.. task.Select(other => other.Variant)], wanted)
                )
            )
            .OfType<Collection>()
            .ToDictionary(one => one.Task, StringComparer.Ordinal);
        if (wanted is not null && tasks.Count == 0)
        {
            throw VariantChoice.Missing(at, wanted, all.Select(one => one.Variant));
        }
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

            kind = match.Kind is MatchKind.Conflict or MatchKind.Ambiguous ? match.Kind : kind;
        }

        return (kind, null, null);
    }

    /// <summary>The answer to a sample; null when there is none.</summary>
    /// <param name="task">Name of the task in the suite.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="epoch">The repeat, from 0.</param>
    public ChatResponse? Answer(string task, Sample sample, int epoch) =>
        Find(task, sample) is (_, { } name, { } id) ? answers.Find(Model, tasks[name].Key, id, epoch) : null;

    /// <summary>Task and id of every sample of the logs.</summary>
    public IEnumerable<(string Task, string Id)> Samples =>
        tasks.SelectMany(task => task.Value.Ids.Select(id => (task.Key, id)));

    public void Dispose()
    {
        answers.Dispose();
        contents.Dispose();
    }

    /// <summary>The answer as a line of this tool's own journal.</summary>
    private static byte[] Line(ImportedSample sample, string task)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("request", "");
            json.WriteString("outcome", Word(sample.Outcome));
            json.WriteString("model", Model);
            json.WriteString("task", task);
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

    /// <summary>The samples of one task of the logs under one variant.</summary>
    private sealed class Collection
    {
        private readonly Spool contents;
        private readonly HashSet<string> known = new(StringComparer.Ordinal);
        private readonly List<(long Offset, int Length)> places = [];

        public Collection(string task, string variant, Spool contents)
        {
            (Task, Variant, this.contents) = (task, variant, contents);
            Matcher = new SampleMatcher(ContentOf);
        }

        public string Task { get; }

        public string Variant { get; }

        /// <summary>What tells it from others among the answers: no name has a line break.</summary>
        public string Key => $"{Task}\n{Variant}";

        public SampleMatcher Matcher { get; }

        public List<string> Ids { get; } = [];

        public void Add(ImportedSample sample)
        {
            if (!known.Add(sample.Id))
            {
                return;
            }

            Matcher.Add(sample.Id, sample.TextKeys);
            Ids.Add(sample.Id);
            byte[] content = Encoding.UTF8.GetBytes(sample.Input);
            places.Add((contents.Append(content), content.Length));
        }

        private string ContentOf(int place)
        {
            byte[] content = new byte[places[place].Length];
            contents.Read(places[place].Offset, content);
            return Encoding.UTF8.GetString(content);
        }
    }
}
