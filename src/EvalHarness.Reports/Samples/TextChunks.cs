using System.Text.Json;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Samples;

/// <summary>Packs the texts of a task into blocks of some hundred samples, until the file holds enough of them.</summary>
internal sealed class TextChunks(TaskScores scores, TaskTexts kept, string id, bool hasAnswerCode)
{
    private const int SamplesPerChunk = 400;
    private const long CharactersPerChunk = 600_000;

    /// <summary>Chunk of each sample; -1 where its texts are not in the file.</summary>
    public int[] ChunkOf { get; } = [.. Enumerable.Repeat(-1, scores.Samples.Length)];

    /// <summary>Place of each sample within its chunk.</summary>
    public int[] PlaceOf { get; } = new int[scores.Samples.Length];

    /// <summary>The blocks, at most that many bytes in all.</summary>
    public List<Block> Pack(long bytes)
    {
        var blocks = new List<Block>();
        foreach (var samples in Chunks())
        {
            var block = Block.Pack($"{id}-x{blocks.Count}", json => Write(json, samples));
            bytes -= block.Base64.Length;
            if (bytes < 0)
            {
                break;
            }

            for (int place = 0; place < samples.Count; place++)
            {
                (ChunkOf[samples[place]], PlaceOf[samples[place]]) = (blocks.Count, place);
            }

            blocks.Add(block);
        }

        return blocks;
    }

    private IEnumerable<List<int>> Chunks()
    {
        var chunk = new List<int>();
        long characters = 0L;
        foreach (int sample in kept.Samples)
        {
            chunk.Add(sample);
            characters += scores.Samples[sample].Fields.Values.Sum(value => value.Length);
            characters += kept.Texts.AnswersOf(sample).Sum(epochs => epochs.Sum(said => said?.Length ?? 0));
            characters += OpinionsOf(sample).Sum(opinion => opinion.Texts.Sum(text => (long)text.Length));
            if (chunk.Count == SamplesPerChunk || characters > CharactersPerChunk)
            {
                yield return chunk;
                (chunk, characters) = ([], 0);
            }
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    private IEnumerable<Opinion> OpinionsOf(int sample) =>
        from model in Enumerable.Range(0, scores.Models.Length)
        from epoch in Enumerable.Range(0, scores.Task.Epochs)
        from opinion in kept.Texts.OpinionsOf(sample, model, epoch)
        select opinion;

    private void Write(Utf8JsonWriter json, List<int> samples)
    {
        var turns = new Dictionary<string, int>(StringComparer.Ordinal);
        json.WriteStartObject();
        json.WriteStartArray("samples");
        foreach (int sample in samples)
        {
            json.WriteStartObject();
            WriteFields(json, scores.Samples[sample]);
            WritePrompts(json, kept.Texts.AnswersOf(sample), turns);
            WriteAnswers(json, sample);
            WriteLines(json, sample);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("turns");
        foreach (string text in turns.Keys)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteFields(Utf8JsonWriter json, Sample sample)
    {
        json.WriteStartObject("f");
        foreach (var (name, value) in sample.Fields)
        {
            json.WritePropertyName(name);
            WriteText(json, kept.Texts.Cut(value));
        }

        json.WriteEndObject();
        json.WriteStartArray("t");
        foreach (string target in sample.Targets)
        {
            WriteText(json, kept.Texts.Cut(target));
        }

        json.WriteEndArray();
        if (sample.Cluster is { } cluster)
        {
            json.WriteString("c", cluster);
        }
    }

    /// <summary>Each different prompt once, with the models that were given it; its turns by number.</summary>
    private void WritePrompts(Utf8JsonWriter json, Said?[][] answers, Dictionary<string, int> turns)
    {
        var prompts = answers
            .SelectMany((epochs, model) => epochs.OfType<Said>().Select(said => (model, said.PromptHash)))
            .Distinct()
            .GroupBy(pair => pair.PromptHash, pair => pair.model, StringComparer.Ordinal)
            .Select(group => (Models: group, Turns: kept.Texts.PromptOf(group.Key)))
            .Where(prompt => prompt.Turns is not null);
        json.WriteStartArray("p");
        foreach (var prompt in prompts)
        {
            json.WriteStartArray();
            json.WriteStartArray();
            foreach (int model in prompt.Models)
            {
                json.WriteNumberValue(model);
            }

            json.WriteEndArray();
            foreach (var turn in prompt.Turns!.Value)
            {
                turns.TryAdd(turn.Text, turns.Count);
                json.WriteNumberValue((turns[turn.Text] * 3) + (int)turn.Role);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>By model and epoch: the text, 1 where it is the answer itself, null for none, the reason of a failure.</summary>
    private void WriteAnswers(Utf8JsonWriter json, int sample)
    {
        var answers = kept.Texts.AnswersOf(sample);
        json.WriteStartArray("a");
        for (int model = 0; model < answers.Length; model++)
        {
            json.WriteStartArray();
            for (int epoch = 0; epoch < answers[model].Length; epoch++)
            {
                string? parsed = scores.Cells[model].Answers[(sample * scores.Task.Epochs) + epoch];
                Opinion[] opinions = [.. kept.Texts.OpinionsOf(sample, model, epoch)];
                WriteAnswer(json, answers[model][epoch], parsed, opinions);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>By model and epoch the line of the journal, where lines are known; 0 where nothing came back.</summary>
    private void WriteLines(Utf8JsonWriter json, int sample)
    {
        int[] lines = [.. kept.Texts.AnswersOf(sample).SelectMany(epochs => epochs.Select(said => said?.Line ?? 0))];
        if (lines.All(line => line == 0))
        {
            return;
        }

        json.WriteStartArray("l");
        foreach (int line in lines)
        {
            json.WriteNumberValue(line);
        }

        json.WriteEndArray();
    }

    /// <summary>An answer; where a thought or calls came with it, or something was said of it, an object of the answer and them.</summary>
    private void WriteAnswer(Utf8JsonWriter json, Said? said, string? parsed, Opinion[] opinions)
    {
        if (opinions.Length == 0 && said is null or { Thought: null, Calls.IsEmpty: true })
        {
            WriteText(json, said, parsed);
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName("w");
        WriteText(json, said, parsed);
        if (said?.Thought is { } thought)
        {
            json.WritePropertyName("th");
            WriteText(json, kept.Texts.Cut(thought));
        }

        json.WriteStartArray("tc");
        foreach (var call in said?.Calls ?? [])
        {
            WriteText(json, kept.Texts.Cut($"{call.Name} {call.Arguments}"));
        }

        json.WriteEndArray();
        WriteOpinions(json, opinions);
        json.WriteEndObject();
    }

    private void WriteOpinions(Utf8JsonWriter json, Opinion[] opinions)
    {
        json.WriteStartArray("op");
        foreach (var opinion in opinions)
        {
            json.WriteStartObject();
            json.WriteString("b", opinion.By);
            json.WriteString("v", kept.Texts.Cut(opinion.Said).Text);
            json.WriteStartArray("x");
            foreach (string text in opinion.Texts)
            {
                WriteText(json, kept.Texts.Cut(text));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteText(Utf8JsonWriter json, Said? said, string? parsed)
    {
        if (said is { Failure: { } failure })
        {
            json.WriteStartObject();
            json.WriteString("e", failure);
            json.WriteEndObject();
        }
        else if (hasAnswerCode && said?.Text is { } text && text == parsed)
        {
            json.WriteNumberValue(1);
        }
        else if (hasAnswerCode || parsed is null)
        {
            WriteText(json, (said?.Text, said?.FullLength ?? 0));
        }
        else
        {
            json.WriteStartObject();
            json.WriteString("r", kept.Texts.Cut(parsed).Text);
            json.WritePropertyName("s");
            WriteText(json, (said?.Text, said?.FullLength ?? 0));
            json.WriteEndObject();
        }
    }

    /// <summary>A text, or the text with its full length where it was cut.</summary>
    private static void WriteText(Utf8JsonWriter json, (string? Text, int Length) cut)
    {
        if (cut.Length == 0)
        {
            json.WriteStringValue(cut.Text);
            return;
        }

        json.WriteStartObject();
        json.WriteString("s", cut.Text);
        json.WriteNumber("n", cut.Length);
        json.WriteEndObject();
    }
}
