using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Prompts;

/// <summary>Asks samples: system turn, messages, few-shot examples, earlier turns of the conversation, question.</summary>
/// <param name="system">Template of the system turn; null sends none.</param>
/// <param name="question">Template of the question.</param>
/// <param name="fewShot">Examples shown before the question; none by default.</param>
internal sealed class PromptBuilder(PromptTemplate? system, PromptTemplate question, FewShotPool? fewShot = null)
{
    private readonly FewShotPool fewShot = fewShot ?? FewShotPool.Empty;

    /// <summary>Stands in a prompt for an answer of the model itself, until it has been given.</summary>
    public const string OwnAnswer = "(here stands the model's own answer)";

    /// <summary>Messages between system turn and examples: a role and its template, or a field that holds turns.</summary>
    public ImmutableArray<(Role? Role, PromptTemplate? Template, string? Field)> Messages { get; init; } = [];

    /// <summary>Whose answers stand behind the earlier turns of a conversation.</summary>
    public History History { get; init; }

    /// <summary>The folder in which the pictures of samples lie; empty where these have none.</summary>
    public string ImageFolder { get; init; } = "";

    /// <summary>The prompt of a sample; the same sample always has the same one.</summary>
    /// <param name="sample">The sample asked about.</param>
    /// <param name="own">The model's own answers to the turns before; null where they are not known yet, or those of the dataset stand there.</param>
    /// <exception cref="DocumentException">The sample lacks a field, or an earlier turn a right answer.</exception>
    public Prompt Render(Sample sample, IReadOnlyList<string>? own = null)
    {
        string asked = question.Render(sample);
        var shots = this.fewShot.For(asked);
        var turns = ImmutableArray.CreateBuilder<Turn>((2 * shots.Count) + 2);
        if (system is not null)
        {
            turns.Add(new Turn(Role.System, system.Render(sample)));
        }

        foreach (var (role, template, field) in Messages)
        {
            turns.AddRange(
                role is { } speaker ? [new Turn(speaker, template!.Render(sample))] : HistoryField.Read(sample, field!)
            );
        }

        if (this.fewShot.Style == FewShotStyle.Turns)
        {
            foreach (var shot in shots)
            {
                turns.AddRange(new Turn(Role.User, shot.Question), new Turn(Role.Assistant, shot.Answer));
            }
        }

        for (int i = 0; i < sample.Earlier.Length; i++)
        {
            var turn = sample.Earlier[i];
            turns.AddRange(
                new Turn(Role.User, question.Render(turn)) { Images = ImagesOf(turn) },
                new Turn(Role.Assistant, History == History.Own ? own?[i] ?? OwnAnswer : Gold(turn))
            );
        }

        turns.Add(
            new Turn(Role.User, this.fewShot.Style == FewShotStyle.Turns ? asked : Inline(shots, asked))
            {
                Images = ImagesOf(sample),
            }
        );
        return new Prompt(turns.ToImmutable(), Hash(turns));
    }

    /// <summary>A sample that was read from disk does not know where its pictures lie today.</summary>
    private ImmutableArray<Image> ImagesOf(Sample sample) =>
        sample.Images.IsEmpty
            ? []
            :
            [
                .. sample.Images.Select(image =>
                    image with
                    {
                        File = image.File with
                        {
                            Full = Path.GetFullPath(Path.Combine(ImageFolder, image.File.AsWritten)),
                        },
                    }
                ),
            ];

    private static string Gold(Sample turn) =>
        turn.Targets.IsDefaultOrEmpty
            ? throw new DocumentException(
                new Fault(
                    turn.Source,
                    "an earlier turn of a conversation without a right answer (history: gold)",
                    "a target for each turn, or 'history: own'"
                )
            )
            : turn.Targets[0];

    // The answer stands on a line of its own below its question, a blank line between examples.
    private static string Inline(IReadOnlyList<Shot> shots, string asked)
    {
        var text = new StringBuilder();
        foreach (var shot in shots)
        {
            text.Append(shot.Question).Append('\n').Append(shot.Answer).Append("\n\n");
        }

        return text.Append(asked).ToString();
    }

    private static string Hash(ImmutableArray<Turn>.Builder turns)
    {
        var parts = new List<string>(2 * turns.Count);
        foreach (var turn in turns)
        {
            parts.AddRange(turn.Role.ToString(), turn.Text);
            // The name of a file is no part of what is asked.
            foreach (var image in turn.Images)
            {
                parts.AddRange("image", image.Hash);
            }
        }

        return Digest.Of(CollectionsMarshal.AsSpan(parts));
    }
}
